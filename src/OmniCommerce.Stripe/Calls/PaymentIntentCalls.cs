using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>Payments.</summary>
public sealed class PaymentIntentCalls
{
    private const string Root = "/v1/payment_intents";
    private readonly Transport _transport;

    internal PaymentIntentCalls(Transport transport) => _transport = transport;

    /// <summary>Begins a payment.</summary>
    public Task<PaymentIntent> CreateAsync(CreatePaymentIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CreatePaymentIntent, PaymentIntent>(Root, request, key, cancellationToken);

    /// <summary>A payment as it stands.</summary>
    /// <param name="id">Which.</param>
    /// <param name="expand">What of the answer is wanted whole: latest_charge.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<PaymentIntent> RetrieveAsync(string id, IReadOnlyList<string>? expand = null, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<ExpandOnly, PaymentIntent>(Of(id), new ExpandOnly(expand), cancellationToken);

    /// <summary>Asks for the amount.</summary>
    public Task<PaymentIntent> ConfirmAsync(string id, ConfirmPaymentIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<ConfirmPaymentIntent, PaymentIntent>($"{Of(id)}/confirm", request, key, cancellationToken);

    /// <summary>Takes what is promised, or a part of it; the rest is let go, unless it is said that more will be taken.</summary>
    public Task<PaymentIntent> CaptureAsync(string id, CapturePaymentIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CapturePaymentIntent, PaymentIntent>($"{Of(id)}/capture", request, key, cancellationToken);

    /// <summary>Lets a payment go that was not taken.</summary>
    public Task<PaymentIntent> CancelAsync(string id, CancelPaymentIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CancelPaymentIntent, PaymentIntent>($"{Of(id)}/cancel", request, key, cancellationToken);

    /// <summary>Asks for more than was promised. Declined, the old promise stands.</summary>
    public Task<PaymentIntent> IncrementAuthorizationAsync(
        string id, IncrementAuthorization request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<IncrementAuthorization, PaymentIntent>($"{Of(id)}/increment_authorization", request, key, cancellationToken);

    /// <summary>Payments, the newest first.</summary>
    public IAsyncEnumerable<PaymentIntent> ListAsync(ListPaymentIntents request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListPaymentIntents, PaymentIntent>(Root, request, cancellationToken);

    /// <summary>
    /// Payments by what was noted on them: <c>metadata['order_id']:'…'</c>. What was made within the last minute, and under a disturbance the last
    /// hour, may not be found yet.
    /// </summary>
    /// <param name="query">In Stripe's query language.</param>
    /// <param name="expand">What of the answer is wanted whole, each beginning with <c>data.</c></param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<PaymentIntent> SearchAsync(string query, IReadOnlyList<string>? expand = null, CancellationToken cancellationToken = default) =>
        _transport.SearchAsync<PaymentIntent>($"{Root}/search", query, expand, cancellationToken);

    private static string Of(string id) => $"{Root}/{Paths.Segment(id)}";
}

/// <summary>A payment to begin.</summary>
public sealed record CreatePaymentIntent
{
    /// <summary>How much, in the currency's smallest unit.</summary>
    public required long Amount { get; init; }

    /// <summary>The currency, in small letters.</summary>
    public required string Currency { get; init; }

    /// <summary>By what it may be paid, as the dashboard says; instead of <see cref="PaymentMethodTypes"/>.</summary>
    public AutomaticPaymentMethods? AutomaticPaymentMethods { get; init; }

    /// <summary>When the amount is taken.</summary>
    public CaptureMethod? CaptureMethod { get; init; }

    /// <summary>Whether the amount is asked for at once.</summary>
    public bool? Confirm { get; init; }

    /// <summary>Who pays.</summary>
    public string? Customer { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a payment that waits for the shopper fails instead.</summary>
    public bool? ErrorOnRequiresAction { get; init; }

    /// <summary>What of the answer is wanted whole.</summary>
    public IReadOnlyList<string>? Expand { get; init; }

    /// <summary>Notes: at most 50, names of at most 40 and texts of at most 500 characters.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }

    /// <summary>Whether the shopper is not there.</summary>
    public bool? OffSession { get; init; }

    /// <summary>By what.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>How, for each kind.</summary>
    public PaymentMethodOptions? PaymentMethodOptions { get; init; }

    /// <summary>By what it may be paid: card, card_present.</summary>
    public IReadOnlyList<string>? PaymentMethodTypes { get; init; }

    /// <summary>Where the receipt goes.</summary>
    public string? ReceiptEmail { get; init; }

    /// <summary>Where the shopper comes back to from 3-D Secure.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>For what the means of payment is kept.</summary>
    public SetupFutureUsage? SetupFutureUsage { get; init; }

    /// <summary>What the shopper's statement adds to the retailer's name.</summary>
    public string? StatementDescriptorSuffix { get; init; }
}

/// <summary>The means of payment that the dashboard allows.</summary>
public sealed record AutomaticPaymentMethods
{
    /// <summary>Whether they are allowed.</summary>
    public required bool Enabled { get; init; }

    /// <summary>always, or never for those that lead the shopper to another page.</summary>
    public string? AllowRedirects { get; init; }
}

/// <summary>How a payment is made, for each kind of means.</summary>
public sealed record PaymentMethodOptions
{
    /// <summary>For a card in the shopper's device.</summary>
    public CardOptions? Card { get; init; }

    /// <summary>For a card at a reader.</summary>
    public CardPresentOptions? CardPresent { get; init; }
}

/// <summary>How a card in the shopper's device is asked.</summary>
public sealed record CardOptions
{
    /// <summary>if_available: the promise may be raised later.</summary>
    public string? RequestIncrementalAuthorization { get; init; }

    /// <summary>if_available: the promise may be taken in several parts.</summary>
    public string? RequestMulticapture { get; init; }

    /// <summary>automatic, any or challenge.</summary>
    public string? RequestThreeDSecure { get; init; }
}

/// <summary>How a card at a reader is asked.</summary>
public sealed record CardPresentOptions
{
    /// <summary>Whether the promise may last longer.</summary>
    public bool? RequestExtendedAuthorization { get; init; }

    /// <summary>Whether the promise may be raised later.</summary>
    public bool? RequestIncrementalAuthorizationSupport { get; init; }
}

/// <summary>A payment to confirm.</summary>
public sealed record ConfirmPaymentIntent
{
    /// <summary>By what.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>Whether a payment that waits for the shopper fails instead.</summary>
    public bool? ErrorOnRequiresAction { get; init; }

    /// <summary>Whether the shopper is not there.</summary>
    public bool? OffSession { get; init; }

    /// <summary>Where the shopper comes back to from 3-D Secure.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>What of the answer is wanted whole.</summary>
    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>A payment to take.</summary>
public sealed record CapturePaymentIntent
{
    /// <summary>How much; null for all that is promised.</summary>
    public long? AmountToCapture { get; init; }

    /// <summary>false: the rest stays promised, to be taken later. Only where the charge's card says so.</summary>
    public bool? FinalCapture { get; init; }

    /// <summary>What of the answer is wanted whole.</summary>
    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>A payment to let go.</summary>
public sealed record CancelPaymentIntent
{
    /// <summary>Why.</summary>
    public CancellationReason? CancellationReason { get; init; }
}

/// <summary>A promise to raise.</summary>
public sealed record IncrementAuthorization
{
    /// <summary>How much it is then, in all.</summary>
    public required long Amount { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}

/// <summary>Which payments.</summary>
public sealed record ListPaymentIntents : ListRequest
{
    /// <summary>Made when.</summary>
    public CreatedRange? Created { get; init; }

    /// <summary>Paid by whom.</summary>
    public string? Customer { get; init; }
}
