using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>Something that was done to an order after it was placed. Written once, never changed.</summary>
internal sealed class OrderChange
{
    public required Guid Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required OrderChangeKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Channel Channel { get; init; }

    public required DeviceId? DeviceId { get; init; }

    public required CustomerId? CustomerId { get; init; }

    /// <summary>What the device that did it calls itself.</summary>
    public required string By { get; init; }

    /// <summary>What was done, for people.</summary>
    public required string What { get; init; }

    /// <summary>What somebody wrote about it.</summary>
    public required string? Note { get; init; }

    /// <summary>What was given back, in minor units.</summary>
    public required long? Refunded { get; init; }
}
