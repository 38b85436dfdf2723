using System.Text.Json.Serialization;
using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Contracts;

/// <summary>
/// Makes an order of a cart: takes what the cart's hold does not have yet, authorises every tender, commits, captures: all of it or nothing.
/// Not one transaction but a process whose every step can be repeated: a repeat with the same operation id, or a job, takes up what a crash left.
/// Refused with <see cref="PaymentUnresolved"/> when the payment provider does not answer in time: then it is not known yet what came of it, and
/// the caller repeats it.
/// </summary>
/// <param name="Caller">Who orders.</param>
/// <param name="CartId">The cart; null for the session's.</param>
/// <param name="Email">Where the shopper is written to; null when nobody said.</param>
/// <param name="Tenders">By what it is paid. The value of points is the shop's to say.</param>
/// <param name="OperationId">Names the order that the caller wants, once and for all.</param>
/// <param name="At">When it was placed; null for now.</param>
/// <param name="Reference">The order's number elsewhere, of an import: no two orders have the same.</param>
public sealed record PlaceOrder(
    Caller Caller, CartId? CartId, string? Email, IReadOnlyList<TenderOffer> Tenders, Guid OperationId, DateTimeOffset? At = null, string? Reference = null)
    : IRequest<Result<OrderId>>;

/// <summary>
/// Calls an order off before its goods have left: stock, coupons, points and money go back where they came from. Done again, it changes
/// nothing. Refused with <see cref="InvalidInput"/> once the goods have left.
/// </summary>
/// <param name="Caller">Who calls it off.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, for the books.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record CancelOrder(Caller Caller, OrderId OrderId, string? Reason, Guid? OperationId) : IRequest<Result<OrderId>>;

/// <summary>
/// Calls a part of an order off before it has left. What is kept is priced again under the terms of the order, and what it was paid beyond that
/// goes back to the tenders; the stock is free, the points are corrected. What sending costs stays as agreed, until nothing is kept: then it
/// goes back too. Refused with <see cref="InvalidInput"/> when not so many wait, and with <see cref="VersionConflict"/>.
/// </summary>
/// <param name="Caller">Who calls it off.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Lines">What is called off.</param>
/// <param name="Reason">Why, for the books.</param>
/// <param name="Version">The version that the caller saw; null for whichever stands.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record CancelOrderLines(Caller Caller, OrderId OrderId, IReadOnlyList<CancelLine> Lines, string? Reason, int? Version, Guid? OperationId)
    : IRequest<Result<ReturnedItems>>;

/// <summary>What is called off of one line of an order.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Quantity">How many, positive.</param>
public sealed record CancelLine(OrderLineId OrderLineId, int Quantity);

/// <summary>
/// Sends an order to another address, or, when nobody had said how it reaches the shopper, to this one, as long as nothing of it has left. What sending costs stays as agreed. Refused with
/// <see cref="InvalidInput"/> when something has left or it is not sent at all, and with <see cref="VersionConflict"/>.
/// </summary>
/// <param name="Caller">Who asks.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Address">Where to.</param>
/// <param name="Version">The version that the caller saw; null for whichever stands.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record ChangeOrderAddress(Caller Caller, OrderId OrderId, AddressInput Address, int? Version, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    /// <inheritdoc/>
    public string Actor => Caller.Actor;
}

/// <summary>
/// Says when an order is collected, as long as some of it is still to be: it has a place in the new slot and none in the old one. Refused with
/// <see cref="InvalidInput"/> when nothing of it is to be collected any more, or not until then, with <see cref="PickUpSlotNotFree"/>, and with
/// <see cref="VersionConflict"/>.
/// </summary>
/// <param name="Caller">Who asks.</param>
/// <param name="OrderId">The order.</param>
/// <param name="PickUpAt">The beginning of the slot; null for any time.</param>
/// <param name="Version">The version that the caller saw; null for whichever stands.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record ChangePickUpTime(Caller Caller, OrderId OrderId, DateTimeOffset? PickUpAt, int? Version, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    /// <inheritdoc/>
    public string Actor => Caller.Actor;
}

/// <summary>Writes a note on an order, for everybody who may see it, the shopper too.</summary>
/// <param name="Caller">Who writes.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Note">What, 1 to 1,000 characters.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record AddOrderNote(Caller Caller, OrderId OrderId, string Note, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    /// <inheritdoc/>
    public string Actor => Caller.Actor;
}

/// <summary>
/// The goods of an order leave, all of them: handed over or sent, and its cards are charged. For tills. Done again, it changes nothing.
/// Refused with <see cref="InvalidInput"/> when the order was called off.
/// </summary>
/// <param name="Caller">The till.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record FulfilOrder(Caller Caller, OrderId OrderId, Guid? OperationId) : IRequest<Result<OrderId>>;

/// <summary>
/// Takes goods of an order back, from any channel into any location that takes returns. What is kept is priced again under the terms of the
/// order, and what was paid beyond that goes back to the tenders it came from, points with it; with the last of the goods goes back what was paid
/// for sending them. Of goods that have not left, so many are called off: they stay where they are and nobody pays for them.
/// </summary>
/// <param name="Caller">Who takes them back, or the shopper.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="LocationId">Where; null for the till's own location, or else the store that the order left from.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
/// <param name="At">When; null for now.</param>
public sealed record ReturnItems(
    Caller Caller, OrderId OrderId, IReadOnlyList<ReturnLine> Lines, LocationId? LocationId, Guid OperationId, DateTimeOffset? At = null)
    : IRequest<Result<ReturnedItems>>;

/// <summary>What comes back of one line of an order.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Quantity">How many, positive.</param>
/// <param name="Condition">How.</param>
/// <param name="Reason">Why, in the shopper's words.</param>
/// <param name="ReasonCode">Why, from the list; null when nobody said.</param>
public sealed record ReturnLine(OrderLineId OrderLineId, int Quantity, ReturnCondition Condition, string? Reason, ReturnReason? ReasonCode = null);

/// <summary>Why goods come back.</summary>
public enum ReturnReason
{
    /// <summary>The shopper does not want them any more.</summary>
    ChangedMind = 1,

    /// <summary>They are too small, too large, or look other than shown.</summary>
    DoesNotFit = 2,

    /// <summary>They do not work.</summary>
    Defective = 3,

    /// <summary>They were broken when they came.</summary>
    DamagedOnTheWay = 4,

    /// <summary>They are not what was ordered.</summary>
    WrongItem = 5,

    /// <summary>They came too late.</summary>
    TooLate = 6,

    /// <summary>None of the others: the words say it.</summary>
    Other = 7,
}

/// <summary>What a return came to.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Refunded">What was given back, over all tenders.</param>
/// <param name="PointsReversed">How many points that the order had earned were taken back.</param>
public sealed record ReturnedItems(OrderId OrderId, Money Refunded, int PointsReversed);

/// <summary>Takes goods back whose order is not in these books, and pays for them in cash. For tills. Answers the return.</summary>
/// <param name="Caller">The till.</param>
/// <param name="CustomerId">Who brings them; null when nobody knows.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="Reference">For the books: the number of the receipt or credit note.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
/// <param name="At">When; null for now.</param>
/// <param name="ApprovedBy">Who allowed it, where somebody must.</param>
public sealed record RecordUnlinkedReturn(
    Caller Caller,
    CustomerId? CustomerId,
    IReadOnlyList<UnlinkedReturnLine> Lines,
    string Reference,
    Guid? OperationId,
    DateTimeOffset? At = null,
    string? ApprovedBy = null)
    : ICommand<ReturnId>, IRepeatable
{
    /// <inheritdoc/>
    public string Actor => Caller.Actor;
}

/// <summary>
/// Takes goods back of which there is no receipt: for tills, with somebody's approval, at today's price at most, up to the shop's limit, and only
/// for money on a gift card. Refused with <see cref="Forbidden"/> elsewhere, and with <see cref="InvalidInput"/> beyond price or limit.
/// </summary>
/// <param name="Caller">The till.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="GiftCardCode">The card that the money goes onto; a new one is issued when there is none with this code.</param>
/// <param name="ApprovedBy">Who allowed it: a second person.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
public sealed record ReturnWithoutReceipt(
    Caller Caller, IReadOnlyList<ReceiptlessLine> Lines, [property: JsonIgnore] string GiftCardCode, string ApprovedBy, Guid? OperationId)
    : ICommand<ReceiptlessReturn>, IRepeatable
{
    /// <inheritdoc/>
    public string Actor => Caller.Actor;
}

/// <summary>What comes back without a receipt.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Quantity">How many, positive.</param>
/// <param name="UnitPrice">What is paid for one; null for today's price.</param>
/// <param name="Condition">How it came back.</param>
public sealed record ReceiptlessLine(VariantId VariantId, int Quantity, Money? UnitPrice, ReturnCondition Condition);

/// <summary>What a return without a receipt came to.</summary>
/// <param name="ReturnId">The return.</param>
/// <param name="Refunded">What was put on the gift card.</param>
public sealed record ReceiptlessReturn(ReturnId ReturnId, Money Refunded);

/// <summary>What comes back without an order.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Quantity">How many, positive.</param>
/// <param name="UnitPrice">What is paid for one.</param>
/// <param name="Condition">How it came back.</param>
public sealed record UnlinkedReturnLine(VariantId VariantId, int Quantity, Money UnitPrice, ReturnCondition Condition);

/// <summary>An order has changed, on the broadcast topic <see cref="Topic"/>.</summary>
/// <param name="OrderId">The order.</param>
public sealed record OrderChanged(OrderId OrderId)
{
    /// <summary>The topic of an order's changes.</summary>
    public static string Topic(OrderId id) => $"order:{id}";
}
