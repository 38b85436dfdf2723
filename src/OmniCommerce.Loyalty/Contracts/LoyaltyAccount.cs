using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Loyalty.Contracts;

/// <summary>A member's points.</summary>
[Node]
public sealed record LoyaltyAccount
{
    /// <summary>The account's id.</summary>
    public required LoyaltyAccountId Id { get; init; }

    /// <summary>The member.</summary>
    [GraphQLIgnore]
    public required CustomerId CustomerId { get; init; }

    /// <summary>The points that are there, held ones included. Below zero when points were spent whose order was returned.</summary>
    public required int Balance { get; init; }

    /// <summary>How many of them a cart holds to pay with.</summary>
    public required int Held { get; init; }

    /// <summary>Points that are earned and not there yet: they come when their order can no longer be returned.</summary>
    public required int Pending { get; init; }

    /// <summary>The points that expire next; null when none of the member's points do.</summary>
    public ExpiringPoints? NextToExpire { get; init; }

    /// <summary>The name of the tier that all points earned so far make.</summary>
    public required string Tier { get; init; }

    /// <summary>The member's number, 12 digits of which the last checks the others (Luhn).</summary>
    public required string Number { get; init; }
}

/// <summary>Points that expire together.</summary>
/// <param name="Points">How many.</param>
/// <param name="At">From when on they cannot be spent.</param>
public sealed record ExpiringPoints(int Points, DateTimeOffset At);

/// <summary>Finds a member's account; null when there is none. Whether the caller may see it is the asker's to say.</summary>
/// <param name="CustomerId">The member.</param>
public sealed record FindLoyaltyAccount(CustomerId CustomerId) : IRequest<LoyaltyAccount?>;
