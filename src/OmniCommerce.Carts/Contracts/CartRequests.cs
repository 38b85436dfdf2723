using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Contracts;

/// <summary>Reads carts with their prices. Safe to use from several threads.</summary>
public interface ICarts
{
    /// <summary>The cart with this id; null when there is none. Whether the caller may see it is <see cref="MaySee(Caller, PricedCart)"/>'s to say.</summary>
    ValueTask<PricedCart?> FindAsync(CartId id, CancellationToken cancellationToken);

    /// <summary>The open or held cart of the customer, or, for a guest, of the session.</summary>
    ValueTask<PricedCart?> CurrentAsync(SessionId? sessionId, CustomerId? customerId, CancellationToken cancellationToken);

    /// <summary>Whether the caller may see and change the cart: it is the session's or the customer's own, or a till asks.</summary>
    static bool MaySee(Caller caller, PricedCart cart) => MaySee(caller, cart.SessionId, cart.CustomerId);

    /// <summary>Whether the caller may see and change a cart that belongs to this session and this customer.</summary>
    static bool MaySee(Caller caller, SessionId? sessionId, CustomerId? customerId) =>
        caller.IsTill || (customerId is null ? sessionId is not null && sessionId == caller.SessionId : customerId == caller.CustomerId);
}

/// <summary>Opens the shopper's cart: the customer's, or, for a guest, the session's. Answers the one that is open or held, where there is one.</summary>
/// <param name="SessionId">The session; null when the customer is not in one.</param>
/// <param name="CustomerId">The customer; null for a guest.</param>
/// <param name="Currency">The currency of a new cart.</param>
public sealed record OpenCart(SessionId? SessionId, CustomerId? CustomerId, Currency Currency) : ICommand<CartId>;

/// <summary>
/// Opens a further cart at a till, for a sale that belongs to nobody's session; its goods are carried out of the till's store. Answers its id.
/// Refused with <see cref="Forbidden"/> for anybody but a till.
/// </summary>
/// <param name="Caller">The till.</param>
/// <param name="CustomerId">The customer, when one is known.</param>
public sealed record OpenTillCart(Caller Caller, CustomerId? CustomerId) : ICommand<CartId>;

/// <summary>Adds to a cart, all or nothing: deltas, so that two devices that add at once both count.</summary>
/// <param name="Caller">Who adds.</param>
/// <param name="CartId">The cart; null for the session's.</param>
/// <param name="Lines">What is added.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record AddCartLines(Caller Caller, CartId? CartId, IReadOnlyList<AddCartLine> Lines, Guid? OperationId) : ICommand<CartId>, IRepeatable
{
    /// <inheritdoc/>
    public string Actor => Caller.Actor;
}

/// <summary>What is added to a cart.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Quantity">How many, 1 to the most that a line takes.</param>
/// <param name="UnitPrice">A price that the till sets instead of the catalogue's. Such a line stays by itself. Not offered to shoppers.</param>
public sealed record AddCartLine(VariantBy Variant, int Quantity, Money? UnitPrice = null);

/// <summary>
/// Prepares a cart for its order: what the cart's own hold does not have yet is taken now (stock, a place in a pick-up slot, coupon uses), all or nothing; the hold is
/// extended so that it outlives the payment; the price is frozen. Refused as <c>holdCart</c> is, with <see cref="CartEmpty"/>,
/// <see cref="CartNotOpen"/>, <see cref="OutOfStock"/>, <see cref="PickUpSlotNotFree"/>, <c>CodeRejected</c>, <see cref="NotFound"/> or <see cref="Forbidden"/>.
/// </summary>
/// <param name="Caller">Who orders.</param>
/// <param name="CartId">The cart; null for the session's.</param>
public sealed record StartCheckout(Caller Caller, CartId? CartId) : ICommand<CheckedOutCart>;

/// <summary>A cart whose goods are held and whose price is frozen.</summary>
/// <param name="Cart">The cart and its price.</param>
/// <param name="HoldId">What holds its goods.</param>
/// <param name="Coupons">The codes of the coupons that took something off.</param>
public sealed record CheckedOutCart(PricedCart Cart, HoldId HoldId, IReadOnlyList<string> Coupons);

/// <summary>
/// Takes what tenders pay with, on the hold that has the cart's goods. What it has already for the same purpose is topped up. Refused with
/// <see cref="InvalidInput"/> when there is too little of it, or it is somebody else's.
/// </summary>
/// <param name="HoldId">The hold.</param>
/// <param name="CustomerId">Who pays; null for a guest.</param>
/// <param name="Tenders">By what.</param>
public sealed record HoldPayment(HoldId HoldId, CustomerId? CustomerId, IReadOnlyCollection<Tender> Tenders) : ICommand<Done>;

/// <summary>
/// The order is paid: the hold is consumed (by compare-and-swap: HELD → COMMITTED), its stock allocated, its coupons, points and gift-card
/// money spent, the cart is ORDERED and the shopper gets a new one. Answers what comes from where, and why. Refused with <see cref="HoldLost"/> when
/// the hold stands no longer.
/// </summary>
/// <param name="HoldId">The hold.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PaidBy">By what the order is paid, so that nothing else is looked for; null for whatever the hold has.</param>
public sealed record CommitHold(HoldId HoldId, OrderId OrderId, IReadOnlyCollection<TenderKind>? PaidBy = null) : ICommand<AllocatedStock>;

/// <summary>Lets everything go that a hold has, and opens its cart again. Nothing when it stands no longer.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record ReleaseHold(HoldId HoldId) : ICommand<Done>;

/// <summary>The hold has expired or was released. Never shown to clients: whoever needs it takes a new one.</summary>
public sealed record HoldLost : Refusal
{
    /// <inheritdoc/>
    public override string Message => "The hold stands no longer.";
}

/// <summary>
/// Brings a session's guest cart and the customer's cart together when the shopper signs in or registers. A customer without a cart takes the
/// guest cart over; otherwise it is MERGED afterwards. The report is empty when there was nothing to merge. Safe to repeat.
/// </summary>
/// <param name="SessionId">The session.</param>
/// <param name="CustomerId">Who signed in.</param>
/// <param name="Strategy">What becomes of lines that both have.</param>
public sealed record MergeCartsAtSignIn(SessionId SessionId, CustomerId CustomerId, CartMergeStrategy Strategy) : ICommand<CartMergeReport>;

/// <summary>What becomes of the two carts at sign-in.</summary>
public enum CartMergeStrategy
{
    /// <summary>Quantities of the same variant add up.</summary>
    Sum,

    /// <summary>The greater quantity of the same variant stays.</summary>
    Max,

    /// <summary>The customer's own cart stays as it was.</summary>
    KeepMine,

    /// <summary>The guest cart replaces the customer's.</summary>
    KeepGuest,
}

/// <summary>What a merge did to every line.</summary>
/// <param name="Kept">Lines that came over or stayed as they were.</param>
/// <param name="Summed">Lines that both carts had and that now have another quantity.</param>
/// <param name="Capped">Lines that were cut to what a line or the stock allows.</param>
/// <param name="Dropped">Lines that are gone.</param>
public sealed record CartMergeReport(
    IReadOnlyList<PricedCartLine> Kept, IReadOnlyList<PricedCartLine> Summed, IReadOnlyList<CartMergeCap> Capped, IReadOnlyList<CartMergeDrop> Dropped)
{
    /// <summary>There was nothing to merge.</summary>
    public static CartMergeReport Nothing { get; } = new([], [], [], []);
}

/// <summary>A line that was cut.</summary>
/// <param name="Line">The line as it is now.</param>
/// <param name="Wanted">What the two carts had together.</param>
/// <param name="Reason">Why it was cut.</param>
public sealed record CartMergeCap(PricedCartLine Line, int Wanted, string Reason);

/// <summary>A line that is gone.</summary>
/// <param name="Sku">The variant's code.</param>
/// <param name="Quantity">How many there were.</param>
/// <param name="Reason">Why it is gone.</param>
public sealed record CartMergeDrop(string Sku, int Quantity, string Reason);

/// <summary>A cart has changed, on the broadcast topic <see cref="Topic"/>.</summary>
/// <param name="CartId">The cart.</param>
/// <param name="Channel">The channel that changed it.</param>
/// <param name="Device">The device that changed it; null when no device did: a hold that expired.</param>
public sealed record CartChanged(CartId CartId, Channel Channel, string? Device)
{
    /// <summary>The topic of a cart's changes.</summary>
    public static string Topic(CartId id) => $"cart:{id}";
}
