using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>
/// A kind of thing that a hold has. Everything happens in the command's transaction: a refusal of one kind undoes what the kinds before it
/// took. Whoever keeps rows in a hold's name says so with <c>AddClaims</c>, so that the books notice what nobody holds any more.
/// </summary>
internal interface IHoldable
{
    /// <summary>The answer of what has nothing to do.</summary>
    static readonly Task<Result<Done>> Nothing = Task.FromResult<Result<Done>>(default(Done));
    private static readonly Task<IReadOnlyList<HoldId>> NoHolds = Task.FromResult<IReadOnlyList<HoldId>>([]);

    /// <summary>Holds that have what the cart wants, and whose time is over: they are ended before anything is taken, whether or not the sweeper has come by.</summary>
    Task<IReadOnlyList<HoldId>> OverdueAsync(Cart cart, DateTimeOffset now, CancellationToken cancellationToken) => NoHolds;

    /// <summary>Takes what the cart wants of it.</summary>
    Task<Result<Done>> TakeAsync(Taking taking, CancellationToken cancellationToken) => Nothing;

    /// <summary>Takes what the tenders pay with.</summary>
    Task<Result<Done>> TakeToPayAsync(HoldPayment payment, CancellationToken cancellationToken) => Nothing;

    /// <summary>Gives back all that the hold has of it; nothing when it has none.</summary>
    Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken);

    /// <summary>Makes what the hold has of it the order's.</summary>
    Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken);
}

/// <summary>A hold that is being taken for a cart.</summary>
/// <param name="Id">The hold.</param>
/// <param name="Cart">The cart, open still.</param>
/// <param name="Channel">The channel that sells.</param>
/// <param name="WithGiftCards">Whether the money of the cart's gift cards is taken too, and not left to the tenders.</param>
/// <param name="Store">The store whose till sells; null elsewhere.</param>
/// <param name="By">Who takes it, and when.</param>
internal sealed record Taking(HoldId Id, Cart Cart, Channel Channel, bool WithGiftCards, LocationId? Store, Change By)
{
    /// <summary>Whether goods are sent to where the cart is collected, once that is known.</summary>
    public bool AreSent { get; set; }
}

/// <summary>A hold that is let go.</summary>
/// <param name="Id">The hold.</param>
/// <param name="Cart">Its cart, as it was when the hold was taken.</param>
internal sealed record Releasing(HoldId Id, Cart Cart);

/// <summary>A hold that becomes an order's.</summary>
/// <param name="Id">The hold.</param>
/// <param name="Cart">Its cart, as it was when the hold was taken.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PaidBy">By what the order is paid; null when nobody says.</param>
internal sealed record Committing(HoldId Id, Cart Cart, OrderId OrderId, IReadOnlyCollection<TenderKind>? PaidBy)
{
    /// <summary>Whether the order may be paid by this.</summary>
    public bool MayBePaidBy(TenderKind kind) => PaidBy is null || PaidBy.Contains(kind);

    /// <summary>What the order got of the stock, once that is known.</summary>
    public AllocatedStock Goods { get; set; } = new([], []);
}

internal static class Holdables
{
    /// <summary>
    /// All there is to hold. Every hold takes, gives back and commits in this order, so that two that want the same rows wait for each other
    /// and never in a circle. A new kind is one file in this folder and one line here.
    /// </summary>
    public static IServiceCollection AddHoldables(this IServiceCollection services) => services
        .AddScoped<IHoldable, HeldGoods>()
        .AddScoped<IHoldable, HeldPickUpSlot>()
        .AddScoped<IHoldable, HeldCouponUses>()
        .AddScoped<IHoldable, HeldPoints>()
        .AddScoped<IHoldable, HeldGiftCardMoney>();
}
