using OmniCommerce.Carts.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.GraphQL;

namespace OmniCommerce.Orders.GraphQL;

/// <summary>Takes the hold if none stands, authorises every tender, commits, captures: all of it or nothing.</summary>
/// <param name="CartId">The cart; the session's unless said otherwise.</param>
/// <param name="Email">Where the shopper is written to.</param>
/// <param name="Tenders">By what it is paid: amounts that sum to the total. Only cash may exceed it; the change is given back.</param>
/// <param name="OperationId">A repeat with the same id answers the same order.</param>
internal sealed record PlaceOrderInput(CartId? CartId, string? Email, IReadOnlyList<TenderInput> Tenders, Guid OperationId);

/// <summary>
/// Without an amount a tender takes what is left to pay; at most one tender may leave it out.
/// paymentMethod is a Stripe payment method id. The sandbox knows Stripe's own test ids: pm_card_visa, pm_card_mastercard, pm_card_chargeDeclined,
/// pm_card_chargeDeclinedInsufficientFunds, pm_card_authenticationRequired; and, for what a wallet in the
/// shopper's device would make, pm_applePay, pm_googlePay and pm_link.
/// </summary>
/// <param name="Card">A card in the shopper's own device.</param>
/// <param name="Terminal">A card at a till's reader.</param>
/// <param name="Cash">Notes and coins, at a till.</param>
/// <param name="GiftCard">A gift card.</param>
/// <param name="Points">The signed-in customer's points.</param>
[OneOf]
internal sealed record TenderInput(
    CardTenderInput? Card = null, TerminalTenderInput? Terminal = null, CashTenderInput? Cash = null, GiftCardTenderInput? GiftCard = null, PointsTenderInput? Points = null)
{
    /// <summary>The tenders as the use case takes them; or what is wrong with one of them, and where.</summary>
    public static Result<IReadOnlyList<TenderOffer>> ToOffers(IReadOnlyList<TenderInput> inputs)
    {
        var offers = new TenderOffer[inputs.Count];
        for (var i = 0; i < offers.Length; i++)
        {
            var (offer, amount, path) = inputs[i].ToOffer();
            if (amount is not null && amount.ToMoney() is null)
                return amount.Refuse(["tenders", $"{i}", .. path]);
            offers[i] = offer with { Amount = amount?.ToMoney() };
        }

        return new(offers);
    }

    private (TenderOffer Offer, MoneyInput? Amount, string[] Path) ToOffer() => this switch
    {
        { Card: { } card } => (new() { Kind = TenderKind.Card, PaymentMethod = card.PaymentMethod, ReturnUrl = card.ReturnUrl, SavesCard = card.SaveCard }, card.Amount, ["card", "amount"]),
        { Terminal: { } terminal } => (new() { Kind = TenderKind.CardPresent, ReaderId = terminal.ReaderId, SavesCard = terminal.SaveCard }, terminal.Amount, ["terminal", "amount"]),
        { Cash: { } cash } => (new() { Kind = TenderKind.Cash }, cash.Tendered, ["cash", "tendered"]),
        { GiftCard: { } giftCard } => (new() { Kind = TenderKind.GiftCard, Code = giftCard.Code }, giftCard.Amount, ["giftCard", "amount"]),
        { Points: { } points } => (new() { Kind = TenderKind.Points, Points = points.Points }, null, []),
        _ => throw new InvalidOperationException("A tender is one of its kinds."),
    };
}

/// <summary>A card in the shopper's own device.</summary>
/// <param name="PaymentMethod">A Stripe payment method id, or that of one of the customer's saved cards.</param>
/// <param name="Amount">How much; what is left to pay unless said.</param>
/// <param name="ReturnUrl">
/// Where the shopper comes back to when the card's bank asks for a confirmation (3-D Secure): then the answer is PaymentRequiresAction. Left out,
/// such a card is declined with authentication_required.
/// </param>
/// <param name="SaveCard">Whether the signed-in customer agreed that the card is saved, to pay again on every channel.</param>
internal sealed record CardTenderInput(string PaymentMethod, MoneyInput? Amount, string? ReturnUrl = null, bool SaveCard = false);

/// <summary>A card at a till's reader.</summary>
/// <param name="ReaderId">The reader, see Location.readers.</param>
/// <param name="Amount">How much; what is left to pay unless said.</param>
/// <param name="SaveCard">Whether the signed-in customer agreed that the card is saved, to pay again on every channel.</param>
internal sealed record TerminalTenderInput(ReaderId ReaderId, MoneyInput? Amount, bool SaveCard = false);

/// <summary>Notes and coins.</summary>
/// <param name="Tendered">What is handed over.</param>
internal sealed record CashTenderInput(MoneyInput Tendered);

/// <summary>A gift card.</summary>
/// <param name="Code">Its code; spaces, dashes and case do not matter.</param>
/// <param name="Amount">How much; what is left to pay unless said.</param>
internal sealed record GiftCardTenderInput(string Code, MoneyInput? Amount);

/// <summary>Points.</summary>
/// <param name="Points">How many; the shop says what they are worth.</param>
internal sealed record PointsTenderInput(int Points);

/// <summary>Names an order in one of two ways.</summary>
/// <param name="Id">By its id.</param>
/// <param name="Number">By the number that people use.</param>
[OneOf]
internal sealed record OrderBy(OrderId? Id = null, string? Number = null);

/// <summary>Calls an order off before its goods have left.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, for the books.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record CancelOrderInput(OrderId OrderId, string? Reason, Guid? OperationId);

/// <summary>The goods of an order leave, all of them: handed over or sent.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record FulfilOrderInput(OrderId OrderId, Guid? OperationId);

/// <summary>From any channel, into any location; money goes back to the tenders it came from.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="LocationId">Where; at a till its own location unless said otherwise.</param>
/// <param name="OperationId">A repeat with the same id answers the same return.</param>
internal sealed record ReturnItemsInput(OrderId OrderId, IReadOnlyList<ReturnLineInput> Lines, LocationId? LocationId, Guid OperationId);

/// <summary>What comes back of one line.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Condition">How.</param>
/// <param name="Reason">Why, in the shopper's words.</param>
/// <param name="ReasonCode">Why, from the list.</param>
internal sealed record ReturnLineInput(
    OrderLineId OrderLineId, int Quantity, ReturnCondition Condition = ReturnCondition.Resellable, string? Reason = null, ReturnReason? ReasonCode = null)
{
    public ReturnLine ToLine() => new(OrderLineId, Quantity, Condition, Reason, ReasonCode);
}

/// <summary>What a return came to.</summary>
/// <param name="Order">The order as it stands now.</param>
/// <param name="Refunded">What was given back, over all tenders.</param>
/// <param name="PointsReversed">How many points that the order had earned were taken back.</param>
[Payload]
internal sealed record ReturnItemsPayload(PlacedOrder Order, Money Refunded, int PointsReversed);

/// <summary>Calls a part of an order off before it has left; what is kept is priced again.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Lines">What is called off.</param>
/// <param name="Reason">Why, for the books.</param>
/// <param name="Version">The order's version that the client saw: refused with VersionConflict when another stands.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record CancelOrderLinesInput(OrderId OrderId, IReadOnlyList<CancelOrderLineInput> Lines, string? Reason, int? Version, Guid? OperationId);

/// <summary>What is called off of one line.</summary>
/// <param name="OrderLineId">The line.</param>
/// <param name="Quantity">How many.</param>
internal sealed record CancelOrderLineInput(OrderLineId OrderLineId, int Quantity);

/// <summary>What calling off a part of an order came to.</summary>
/// <param name="Order">The order as it stands now.</param>
/// <param name="Refunded">What was given back or is not charged any more, over all tenders.</param>
/// <param name="PointsReversed">How many points that the order had earned were taken back.</param>
[Payload]
internal sealed record CancelOrderLinesPayload(PlacedOrder Order, Money Refunded, int PointsReversed);

/// <summary>Says when an order is collected.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PickUpAt">The beginning of the slot in which it is collected, see pickUpSlots. Left out, at any time.</param>
/// <param name="Version">The order's version that the client saw: refused with VersionConflict when another stands.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ChangePickUpTimeInput(OrderId OrderId, DateTimeOffset? PickUpAt, int? Version, Guid? OperationId);

/// <summary>Sends an order to another address, as long as nothing of it has left.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Address">Where to.</param>
/// <param name="Version">The order's version that the client saw: refused with VersionConflict when another stands.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ChangeOrderAddressInput(OrderId OrderId, AddressInput Address, int? Version, Guid? OperationId);

/// <summary>Writes a note on an order; everybody who may see the order reads it in its history.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Note">1 to 1,000 characters.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record AddOrderNoteInput(OrderId OrderId, string Note, Guid? OperationId);

/// <summary>Takes goods back without a receipt, for money on a gift card.</summary>
/// <param name="Lines">What comes back.</param>
/// <param name="GiftCardCode">The card that the money goes onto; a new one when there is none with this code.</param>
/// <param name="ApprovedBy">Who allows it: a second person.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ReturnWithoutReceiptInput(IReadOnlyList<ReceiptlessLineInput> Lines, string GiftCardCode, string ApprovedBy, Guid OperationId);

/// <summary>What comes back without a receipt.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">What is paid for one; today's price unless said, and never more.</param>
/// <param name="Condition">How it came back.</param>
internal sealed record ReceiptlessLineInput(VariantId VariantId, int Quantity, MoneyInput? UnitPrice, ReturnCondition Condition = ReturnCondition.Resellable);

/// <summary>What a return without a receipt came to.</summary>
/// <param name="Refunded">What was put on the gift card.</param>
[Payload]
internal sealed record ReturnWithoutReceiptPayload(Money Refunded);

/// <summary>Goods of an order come back, and those of a cart go out for them, as one.</summary>
/// <param name="OrderId">The order that goods come back of. They have left.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="LocationId">Where; at a till its own location unless said otherwise.</param>
/// <param name="CartId">The cart with the new goods; the session's unless said otherwise.</param>
/// <param name="Tenders">By what the difference is paid; none when there is none to pay.</param>
/// <param name="OperationId">A repeat with the same id answers the same exchange.</param>
internal sealed record ExchangeItemsInput(
    OrderId OrderId, IReadOnlyList<ReturnLineInput> Lines, LocationId? LocationId, CartId? CartId, IReadOnlyList<TenderInput>? Tenders, Guid OperationId);

/// <summary>What an exchange came to.</summary>
/// <param name="Order">The new order.</param>
/// <param name="ReturnedFrom">The order that goods came back of, as it stands now.</param>
/// <param name="Value">What was paid for what came back.</param>
/// <param name="Refunded">What of it was given back, because the new goods cost less.</param>
[Payload]
internal sealed record ExchangeItemsPayload(PlacedOrder Order, PlacedOrder ReturnedFrom, Money Value, Money Refunded);
