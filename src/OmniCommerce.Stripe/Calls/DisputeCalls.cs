using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>Money that a shopper's bank wants back.</summary>
public sealed class DisputeCalls
{
    private const string Root = "/v1/disputes";
    private readonly Transport _transport;

    internal DisputeCalls(Transport transport) => _transport = transport;

    /// <summary>A dispute as it stands.</summary>
    public Task<Dispute> RetrieveAsync(string id, IReadOnlyList<string>? expand = null, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<ExpandOnly, Dispute>($"{Root}/{Paths.Segment(id)}", new ExpandOnly(expand), cancellationToken);

    /// <summary>Disputes, the newest first.</summary>
    public IAsyncEnumerable<Dispute> ListAsync(ListDisputes request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListDisputes, Dispute>(Root, request, cancellationToken);
}

/// <summary>Which disputes.</summary>
public sealed record ListDisputes : ListRequest
{
    /// <summary>Begun when.</summary>
    public CreatedRange? Created { get; init; }

    /// <summary>Of which payment.</summary>
    public string? PaymentIntent { get; init; }
}
