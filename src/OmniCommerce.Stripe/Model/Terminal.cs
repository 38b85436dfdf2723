using System.Text.Json.Serialization;

namespace OmniCommerce.Stripe;

/// <summary>Where readers stand.</summary>
public sealed record TerminalLocation : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the caller noted.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>A card reader.</summary>
public sealed record TerminalReader : IStripeObject
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>What is written on it.</summary>
    public required string Label { get; init; }

    /// <summary>Whether it can be reached.</summary>
    public ReaderStatus? Status { get; init; }

    /// <summary>What it does, or did last.</summary>
    public ReaderAction? Action { get; init; }

    /// <summary>What the caller noted.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a reader does.</summary>
public sealed record ReaderAction
{
    /// <summary>process_payment_intent, process_setup_intent, set_reader_display, …</summary>
    public required string Type { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReaderActionStatus Status { get; init; }

    /// <summary>Why it failed, in a word.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Why it failed, when it was the payment and not the reader.</summary>
    public StripeError? ApiError { get; init; }

    /// <summary>For process_payment_intent: which payment.</summary>
    public PaymentInProcess? ProcessPaymentIntent { get; init; }

    /// <summary>For process_setup_intent: which.</summary>
    public SetupInProcess? ProcessSetupIntent { get; init; }
}

/// <summary>The payment at a reader.</summary>
public sealed record PaymentInProcess
{
    /// <summary>The payment.</summary>
    [JsonConverter(typeof(ExpandableConverter<PaymentIntent>))]
    public required Expandable<PaymentIntent> PaymentIntent { get; init; }
}

/// <summary>The saving of a card at a reader.</summary>
public sealed record SetupInProcess
{
    /// <summary>The saving.</summary>
    [JsonConverter(typeof(ExpandableConverter<SetupIntent>))]
    public required Expandable<SetupIntent> SetupIntent { get; init; }

    /// <summary>The saved card that came of it and pays in other channels.</summary>
    public string? GeneratedCard { get; init; }
}
