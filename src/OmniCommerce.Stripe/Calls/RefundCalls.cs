using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>Money that is given back.</summary>
public sealed class RefundCalls
{
    private const string Root = "/v1/refunds";
    private readonly Transport _transport;

    internal RefundCalls(Transport transport) => _transport = transport;

    /// <summary>Gives a payment back, or a part of it.</summary>
    public Task<Refund> CreateAsync(CreateRefund request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CreateRefund, Refund>(Root, request, key, cancellationToken);

    /// <summary>A refund as it stands.</summary>
    public Task<Refund> RetrieveAsync(string id, IReadOnlyList<string>? expand = null, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<ExpandOnly, Refund>($"{Root}/{Paths.Segment(id)}", new ExpandOnly(expand), cancellationToken);

    /// <summary>Refunds, the newest first.</summary>
    public IAsyncEnumerable<Refund> ListAsync(ListRefunds request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListRefunds, Refund>(Root, request, cancellationToken);
}

/// <summary>Money to give back.</summary>
public sealed record CreateRefund
{
    /// <summary>Of which payment.</summary>
    public required string PaymentIntent { get; init; }

    /// <summary>How much; null for all that is left.</summary>
    public long? Amount { get; init; }

    /// <summary>Why.</summary>
    public RefundReason? Reason { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

/// <summary>Which refunds.</summary>
public sealed record ListRefunds : ListRequest
{
    /// <summary>Made when.</summary>
    public CreatedRange? Created { get; init; }

    /// <summary>Of which payment.</summary>
    public string? PaymentIntent { get; init; }
}
