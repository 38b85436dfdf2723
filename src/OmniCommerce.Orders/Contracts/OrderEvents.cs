using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Orders.Contracts;

/// <summary>An order was placed: paid, or promised to be, and its goods allocated.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="Channel">Where it was placed.</param>
/// <param name="CustomerId">Who bought; null for a guest.</param>
/// <param name="LocationId">The store in which it was placed; null outside of stores.</param>
/// <param name="Total">What was to be paid.</param>
/// <param name="PlacedAt">When; for an imported order, long ago.</param>
[EventType("order.placed")]
public sealed record OrderPlaced(
    OrderId OrderId, string Number, Channel Channel, CustomerId? CustomerId, LocationId? LocationId, Money Total, DateTimeOffset PlacedAt) : IEvent;

/// <summary>An order never came about: its payment did not come in time. Everything that it held is let go, and its cart is open again.</summary>
/// <param name="OrderId">The order; clients cannot see it.</param>
/// <param name="CartId">The cart that it was made of.</param>
/// <param name="Channel">Where it was placed.</param>
/// <param name="CustomerId">Who wanted to buy; null for a guest.</param>
[EventType("order.expired")]
public sealed record OrderExpired(OrderId OrderId, CartId CartId, Channel Channel, CustomerId? CustomerId) : IEvent;

/// <summary>All goods of an order have left.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
[EventType("order.fulfilled")]
public sealed record OrderFulfilled(OrderId OrderId, string Number) : IEvent;

/// <summary>An order was called off before its goods had left.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="Reason">Why, as somebody wrote; null when nobody said.</param>
[EventType("order.cancelled")]
public sealed record OrderCancelled(OrderId OrderId, string Number, string? Reason) : IEvent;

/// <summary>A part of an order was called off before it had left.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="ItemCount">How many items.</param>
/// <param name="Refunded">What was given back or is not charged any more, over all tenders.</param>
/// <param name="PointsReversed">How many points that the order had earned were taken back.</param>
[EventType("order.reduced")]
public sealed record OrderReduced(OrderId OrderId, string Number, int ItemCount, Money Refunded, int PointsReversed) : IEvent;

/// <summary>
/// The bank of the shopper's card asks about an order's payment, or has taken it back. Told once when it begins, and once more when a question has become
/// a claim.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="Dispute">What the payment provider calls it.</param>
/// <param name="Amount">How much it is about.</param>
/// <param name="Reason">Why, in the provider's word.</param>
/// <param name="IsInquiry">Whether the bank only asks, and has taken nothing.</param>
/// <param name="EvidenceDueBy">Until when evidence is taken; null when none is taken any more.</param>
[EventType("order.disputed")]
public sealed record OrderDisputed(OrderId OrderId, string Number, string Dispute, Money Amount, string Reason, bool IsInquiry, DateTimeOffset? EvidenceDueBy) : IEvent;

/// <summary>A dispute about an order's payment has ended.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="Dispute">What the payment provider calls it.</param>
/// <param name="Amount">How much it was about.</param>
/// <param name="State">How it ended: the money is gone when it is lost, the shop's again when it is won, and never was gone when it was an inquiry.</param>
[EventType("order.dispute_closed")]
public sealed record OrderDisputeClosed(OrderId OrderId, string Number, string Dispute, Money Amount, DisputeState State) : IEvent;

/// <summary>What a bank promised for goods that have not left ends soon, and could not be renewed: they are to leave before, or the shopper is to be asked.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="Amount">How much is promised and not taken.</param>
/// <param name="Until">When it ends; null when nobody said.</param>
[EventType("order.payment_ending")]
public sealed record OrderPaymentEnding(OrderId OrderId, string Number, Money Amount, DateTimeOffset? Until) : IEvent;

/// <summary>What a bank promised for goods that have not left has ended. They do not leave; the order is to be called off, and the shopper may order anew.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">The number that people use.</param>
/// <param name="Amount">How much cannot be taken.</param>
[EventType("order.payment_lapsed")]
public sealed record OrderPaymentLapsed(OrderId OrderId, string Number, Money Amount) : IEvent;

/// <summary>Goods were taken back.</summary>
/// <param name="OrderId">Their order; null when it is not in these books.</param>
/// <param name="Number">The order's number.</param>
/// <param name="LocationId">Where they came back.</param>
/// <param name="ItemCount">How many items.</param>
/// <param name="Refunded">What was given back, over all tenders.</param>
/// <param name="PointsReversed">How many points that the order had earned were taken back.</param>
[EventType("items.returned")]
public sealed record ItemsReturned(
    OrderId? OrderId, string? Number, LocationId? LocationId, int ItemCount, Money Refunded, int PointsReversed) : IEvent;
