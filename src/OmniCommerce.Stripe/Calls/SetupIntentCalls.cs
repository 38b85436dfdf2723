using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>The saving of means of payment.</summary>
public sealed class SetupIntentCalls
{
    private const string Root = "/v1/setup_intents";
    private readonly Transport _transport;

    internal SetupIntentCalls(Transport transport) => _transport = transport;

    /// <summary>Begins to save one.</summary>
    public Task<SetupIntent> CreateAsync(CreateSetupIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CreateSetupIntent, SetupIntent>(Root, request, key, cancellationToken);

    /// <summary>A saving as it stands.</summary>
    public Task<SetupIntent> RetrieveAsync(string id, IReadOnlyList<string>? expand = null, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<ExpandOnly, SetupIntent>(Of(id), new ExpandOnly(expand), cancellationToken);

    /// <summary>Asks the means of payment's bank.</summary>
    public Task<SetupIntent> ConfirmAsync(string id, ConfirmSetupIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<ConfirmSetupIntent, SetupIntent>($"{Of(id)}/confirm", request, key, cancellationToken);

    /// <summary>Lets a saving go.</summary>
    public Task<SetupIntent> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<NoParameters, SetupIntent>($"{Of(id)}/cancel", new NoParameters(), cancellationToken);

    private static string Of(string id) => $"{Root}/{Paths.Segment(id)}";
}

/// <summary>A means of payment to save.</summary>
public sealed record CreateSetupIntent
{
    /// <summary>Whether its bank is asked at once.</summary>
    public bool? Confirm { get; init; }

    /// <summary>For whom.</summary>
    public string? Customer { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }

    /// <summary>Which.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>Of what kind it may be: card, card_present.</summary>
    public IReadOnlyList<string>? PaymentMethodTypes { get; init; }

    /// <summary>Where the shopper comes back to.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>For what it is kept.</summary>
    public SetupFutureUsage? Usage { get; init; }
}

/// <summary>A saving to confirm.</summary>
public sealed record ConfirmSetupIntent
{
    /// <summary>Which means of payment.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>Where the shopper comes back to.</summary>
    public string? ReturnUrl { get; init; }
}

/// <summary>What happened.</summary>
public sealed class EventCalls
{
    private const string Root = "/v1/events";
    private readonly Transport _transport;

    internal EventCalls(Transport transport) => _transport = transport;

    /// <summary>An event.</summary>
    public Task<StripeEvent> RetrieveAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<NoParameters, StripeEvent>($"{Root}/{Paths.Segment(id)}", new NoParameters(), cancellationToken);

    /// <summary>The events of the last 30 days, the newest first.</summary>
    public IAsyncEnumerable<StripeEvent> ListAsync(ListEvents request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListEvents, StripeEvent>(Root, request, cancellationToken);
}

/// <summary>Which events.</summary>
public sealed record ListEvents : ListRequest
{
    /// <summary>Happened when.</summary>
    public CreatedRange? Created { get; init; }

    /// <summary>Whether the webhook took them.</summary>
    public bool? DeliverySuccess { get; init; }

    /// <summary>Of which types, at most 20.</summary>
    public IReadOnlyList<string>? Types { get; init; }
}
