using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Sessions.Contracts;

/// <summary>One shopper's session, over all devices that share it. Other capabilities add to it: its cart, its customer, its location.</summary>
[GraphQLName("Session")]
[Node]
public sealed record ShopperSession
{
    /// <summary>The session's id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The signed-in customer; null for a guest.</summary>
    [GraphQLIgnore]
    public required CustomerId? CustomerId { get; init; }

    /// <summary>The store that the session is in, as its last till said; null on the web.</summary>
    [GraphQLIgnore]
    public required LocationId? LocationId { get; init; }

    /// <summary>The language, BCP 47: en-GB.</summary>
    public required string Locale { get; init; }

    /// <summary>The currency in which prices are shown and paid.</summary>
    public required Currency Currency { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends unless a device uses it before.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A session has begun, in this transaction. The cart capability opens its cart.</summary>
/// <param name="Session">The session.</param>
public sealed record SessionStarted(ShopperSession Session) : INotification;

/// <summary>Makes a customer the shopper of a session, on all its devices. Refused with <see cref="NotFound"/> when the session has ended.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="CustomerId">Who signed in.</param>
public sealed record SignSessionIn(SessionId SessionId, CustomerId CustomerId) : ICommand<ShopperSession>;

/// <summary>The session, or who shares it, has changed: on the broadcast topic <see cref="Topic"/>.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Version">The version that stands now.</param>
public sealed record SessionChanged(SessionId SessionId, long Version)
{
    /// <summary>The topic of a session's changes.</summary>
    public static string Topic(SessionId id) => $"session:{id}";
}

/// <summary>Whether there is such a location. Sessions stand below all other capabilities, so the one that knows locations answers.</summary>
/// <param name="LocationId">The location.</param>
public sealed record LocationExists(LocationId LocationId) : IRequest<bool>;

/// <summary>Finds a session that has not ended; null when there is none.</summary>
/// <param name="SessionId">The session.</param>
public sealed record FindSession(SessionId SessionId) : IRequest<ShopperSession?>;

/// <summary>The customer who is signed in to a session, as the database has it in the running transaction; null for a guest, or when there is no such session.</summary>
/// <param name="SessionId">The session.</param>
public sealed record FindShopper(SessionId SessionId) : IRequest<CustomerId?>;

/// <summary>Remembers that the shopper looked at a product. What a crash may lose of it are the last seconds.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ProductId">The product.</param>
public sealed record RememberView(SessionId SessionId, ProductId ProductId) : INotification;

/// <summary>The products that the session's shopper looked at, the newest first, each once.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="First">How many at most.</param>
public sealed record RecentlyViewed(SessionId SessionId, int First) : IRequest<IReadOnlyList<ProductId>>;

/// <summary>The hand-off code is wrong, used or too old; which of them is not said.</summary>
public sealed record CodeExpired : Refusal
{
    /// <inheritdoc/>
    public override string Message => "The code is wrong, was used before or is too old. Ask for a new one on the other device.";
}
