using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Contracts;

/// <summary>
/// Goods of an order come back, and those of a cart go out for them, as one: either both are in the books or neither. What is worth the same moves
/// no money; a difference is paid by the tenders, or goes back to what the old order was paid with. Repeated with the same operation id it answers
/// the same exchange. Refused as <see cref="PlaceOrder"/> and
/// <see cref="ReturnItems"/> are, with <see cref="NotLeftYet"/> and with <see cref="PaymentNotTaken"/>.
/// </summary>
/// <param name="Caller">Who exchanges.</param>
/// <param name="OrderId">The order that goods come back of. They have left.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="LocationId">Where; null for the till's own location, or else the store that the order left from.</param>
/// <param name="CartId">The cart with the new goods; null for the session's.</param>
/// <param name="Tenders">By what the difference is paid; none when there is none to pay.</param>
/// <param name="OperationId">Names the exchange, once and for all.</param>
public sealed record ExchangeItems(
    Caller Caller, OrderId OrderId, IReadOnlyList<ReturnLine> Lines, LocationId? LocationId, CartId? CartId, IReadOnlyList<TenderOffer> Tenders, Guid OperationId)
    : IRequest<Result<ExchangedItems>>;

/// <summary>
/// Goods that have not left were to be exchanged. They are not paid for until they leave, so there is nothing to exchange: call them off
/// (cancelOrderLines, or cancelOrder when nothing has left) and order the others by themselves.
/// </summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Wanted">How many of it were to come back.</param>
/// <param name="HaveLeft">How many of it have left and are the shopper's.</param>
public sealed record NotLeftYet(OrderLineId OrderLineId, int Wanted, int HaveLeft) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Wanted} were to be exchanged and {HaveLeft} have left. Call off those that have not (cancelOrderLines), and order what is wanted instead by itself.";
}

/// <summary>What an exchange came to.</summary>
/// <param name="OrderId">The new order.</param>
/// <param name="ReturnedFrom">The order that goods came back of.</param>
/// <param name="Value">What was paid for what came back.</param>
/// <param name="Refunded">What of it was given back, because the new goods cost less.</param>
public sealed record ExchangedItems(OrderId OrderId, OrderId ReturnedFrom, Money Value, Money Refunded);
