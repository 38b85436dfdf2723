using System.Text.Json.Serialization;

namespace OmniCommerce.Stripe;

/// <summary>Where a payment stands.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<PaymentIntentStatus>))]
public readonly record struct PaymentIntentStatus(string Value) : IOpenEnum<PaymentIntentStatus>
{
    /// <summary>It waits for a means of payment: none was given, or the one given was declined.</summary>
    public static PaymentIntentStatus RequiresPaymentMethod { get; } = new("requires_payment_method");

    /// <summary>It waits to be confirmed.</summary>
    public static PaymentIntentStatus RequiresConfirmation { get; } = new("requires_confirmation");

    /// <summary>It waits for the shopper, for instance in 3-D Secure.</summary>
    public static PaymentIntentStatus RequiresAction { get; } = new("requires_action");

    /// <summary>It is under way.</summary>
    public static PaymentIntentStatus Processing { get; } = new("processing");

    /// <summary>The amount is promised and waits to be taken.</summary>
    public static PaymentIntentStatus RequiresCapture { get; } = new("requires_capture");

    /// <summary>It was let go.</summary>
    public static PaymentIntentStatus Canceled { get; } = new("canceled");

    /// <summary>The amount is taken.</summary>
    public static PaymentIntentStatus Succeeded { get; } = new("succeeded");

    /// <inheritdoc/>
    public static PaymentIntentStatus Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Where the saving of a means of payment stands.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<SetupIntentStatus>))]
public readonly record struct SetupIntentStatus(string Value) : IOpenEnum<SetupIntentStatus>
{
    /// <summary>It waits for a means of payment.</summary>
    public static SetupIntentStatus RequiresPaymentMethod { get; } = new("requires_payment_method");

    /// <summary>It waits to be confirmed.</summary>
    public static SetupIntentStatus RequiresConfirmation { get; } = new("requires_confirmation");

    /// <summary>It waits for the shopper.</summary>
    public static SetupIntentStatus RequiresAction { get; } = new("requires_action");

    /// <summary>It is under way.</summary>
    public static SetupIntentStatus Processing { get; } = new("processing");

    /// <summary>It was let go.</summary>
    public static SetupIntentStatus Canceled { get; } = new("canceled");

    /// <summary>It is saved.</summary>
    public static SetupIntentStatus Succeeded { get; } = new("succeeded");

    /// <inheritdoc/>
    public static SetupIntentStatus Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Where a refund stands.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<RefundStatus>))]
public readonly record struct RefundStatus(string Value) : IOpenEnum<RefundStatus>
{
    /// <summary>It is under way.</summary>
    public static RefundStatus Pending { get; } = new("pending");

    /// <summary>It waits for the shopper.</summary>
    public static RefundStatus RequiresAction { get; } = new("requires_action");

    /// <summary>It is given back.</summary>
    public static RefundStatus Succeeded { get; } = new("succeeded");

    /// <summary>The bank did not take it.</summary>
    public static RefundStatus Failed { get; } = new("failed");

    /// <summary>It was let go.</summary>
    public static RefundStatus Canceled { get; } = new("canceled");

    /// <inheritdoc/>
    public static RefundStatus Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Where a dispute stands.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<DisputeStatus>))]
public readonly record struct DisputeStatus(string Value) : IOpenEnum<DisputeStatus>
{
    /// <summary>The bank has the money and waits for evidence.</summary>
    public static DisputeStatus NeedsResponse { get; } = new("needs_response");

    /// <summary>The bank judges the evidence.</summary>
    public static DisputeStatus UnderReview { get; } = new("under_review");

    /// <summary>The money is back.</summary>
    public static DisputeStatus Won { get; } = new("won");

    /// <summary>The money is gone.</summary>
    public static DisputeStatus Lost { get; } = new("lost");

    /// <summary>The bank asks, and waits for evidence. It has no money.</summary>
    public static DisputeStatus WarningNeedsResponse { get; } = new("warning_needs_response");

    /// <summary>The bank asked, and judges the evidence.</summary>
    public static DisputeStatus WarningUnderReview { get; } = new("warning_under_review");

    /// <summary>The bank asked, and asks no more.</summary>
    public static DisputeStatus WarningClosed { get; } = new("warning_closed");

    /// <inheritdoc/>
    public static DisputeStatus Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>When an authorised amount is taken.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<CaptureMethod>))]
public readonly record struct CaptureMethod(string Value) : IOpenEnum<CaptureMethod>
{
    /// <summary>At once.</summary>
    public static CaptureMethod Automatic { get; } = new("automatic");

    /// <summary>When it is captured.</summary>
    public static CaptureMethod Manual { get; } = new("manual");

    /// <inheritdoc/>
    public static CaptureMethod Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>For what a means of payment is kept.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<SetupFutureUsage>))]
public readonly record struct SetupFutureUsage(string Value) : IOpenEnum<SetupFutureUsage>
{
    /// <summary>Payments with the shopper there.</summary>
    public static SetupFutureUsage OnSession { get; } = new("on_session");

    /// <summary>Payments without the shopper, too.</summary>
    public static SetupFutureUsage OffSession { get; } = new("off_session");

    /// <inheritdoc/>
    public static SetupFutureUsage Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Why a payment is let go.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<CancellationReason>))]
public readonly record struct CancellationReason(string Value) : IOpenEnum<CancellationReason>
{
    /// <summary>The shopper left.</summary>
    public static CancellationReason Abandoned { get; } = new("abandoned");

    /// <summary>It is there twice.</summary>
    public static CancellationReason Duplicate { get; } = new("duplicate");

    /// <summary>It is a fraud.</summary>
    public static CancellationReason Fraudulent { get; } = new("fraudulent");

    /// <summary>The shopper asked for it.</summary>
    public static CancellationReason RequestedByCustomer { get; } = new("requested_by_customer");

    /// <inheritdoc/>
    public static CancellationReason Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Why money is given back.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<RefundReason>))]
public readonly record struct RefundReason(string Value) : IOpenEnum<RefundReason>
{
    /// <summary>It was taken twice.</summary>
    public static RefundReason Duplicate { get; } = new("duplicate");

    /// <summary>It was a fraud.</summary>
    public static RefundReason Fraudulent { get; } = new("fraudulent");

    /// <summary>The shopper asked for it.</summary>
    public static RefundReason RequestedByCustomer { get; } = new("requested_by_customer");

    /// <inheritdoc/>
    public static RefundReason Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>To whom a saved means of payment may be shown again.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<AllowRedisplay>))]
public readonly record struct AllowRedisplay(string Value) : IOpenEnum<AllowRedisplay>
{
    /// <summary>The shopper agreed to see it at every checkout.</summary>
    public static AllowRedisplay Always { get; } = new("always");

    /// <summary>Only where it was saved.</summary>
    public static AllowRedisplay Limited { get; } = new("limited");

    /// <summary>The shopper was not asked.</summary>
    public static AllowRedisplay Unspecified { get; } = new("unspecified");

    /// <inheritdoc/>
    public static AllowRedisplay Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Whether a reader can be reached.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<ReaderStatus>))]
public readonly record struct ReaderStatus(string Value) : IOpenEnum<ReaderStatus>
{
    /// <summary>It can.</summary>
    public static ReaderStatus Online { get; } = new("online");

    /// <summary>It cannot.</summary>
    public static ReaderStatus Offline { get; } = new("offline");

    /// <inheritdoc/>
    public static ReaderStatus Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Where a reader's action stands.</summary>
/// <param name="Value">Stripe's word.</param>
[JsonConverter(typeof(OpenEnumConverter<ReaderActionStatus>))]
public readonly record struct ReaderActionStatus(string Value) : IOpenEnum<ReaderActionStatus>
{
    /// <summary>It is under way.</summary>
    public static ReaderActionStatus InProgress { get; } = new("in_progress");

    /// <summary>It is done.</summary>
    public static ReaderActionStatus Succeeded { get; } = new("succeeded");

    /// <summary>It failed, or was cancelled.</summary>
    public static ReaderActionStatus Failed { get; } = new("failed");

    /// <inheritdoc/>
    public static ReaderActionStatus Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
