using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <summary>What one return or cancellation gives back to one tender.</summary>
internal sealed class TenderRefund
{
    public required RefundId Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required TenderId TenderId { get; init; }

    /// <summary>The return or cancellation. A tender gives back once for each.</summary>
    public required string Reference { get; init; }

    public required TenderKind Kind { get; init; }

    public required Currency Currency { get; init; }

    public required long Amount { get; init; }

    public required int? Points { get; init; }

    public required string? GiftCardCode { get; init; }

    /// <summary>What of it was never taken: the promise shrank by so much, and only the rest is paid out.</summary>
    public required long OfPromise { get; init; }

    public required RefundState State { get; set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What is paid out.</summary>
    public long PaidOut => Amount - OfPromise;

    /// <summary>The idempotency key under which the provider gives it back.</summary>
    public string Key => $"refund:{Id}";

    public RefundShare ToShare(OrderId paid) => new(paid, Kind, new Money(Amount, Currency), Points, GiftCardCode);
}

internal enum RefundState
{
    /// <summary>Perhaps asked for; no answer is known.</summary>
    Pending = 1,

    /// <summary>Given back.</summary>
    Done = 2,

    /// <summary>Refused by the payment provider.</summary>
    Failed = 3,
}
