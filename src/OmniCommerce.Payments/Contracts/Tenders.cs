using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Contracts;

/// <summary>By what an order is paid.</summary>
public enum TenderKind
{
    /// <summary>A card in the shopper's own device.</summary>
    Card = 1,

    /// <summary>A card at a reader.</summary>
    CardPresent = 2,

    /// <summary>Notes and coins.</summary>
    Cash = 3,

    /// <summary>A gift card.</summary>
    GiftCard = 4,

    /// <summary>Credit with the retailer.</summary>
    StoreCredit = 5,

    /// <summary>Loyalty points.</summary>
    Points = 6,
}

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>Asked for, nothing known yet.</summary>
    Pending = 1,

    /// <summary>Promised, and not all of it taken yet: goods are still to leave.</summary>
    Authorized = 2,

    /// <summary>Taken.</summary>
    Paid = 3,

    /// <summary>Taken, and a part given back.</summary>
    PartiallyRefunded = 4,

    /// <summary>All given back.</summary>
    Refunded = 5,

    /// <summary>Declined, or let go before it was taken.</summary>
    Failed = 6,
}

/// <summary>One means of payment as the shopper offers it.</summary>
public sealed record TenderOffer
{
    /// <summary>The kind.</summary>
    public required TenderKind Kind { get; init; }

    /// <summary>How much; null for what is left to pay. For cash what is handed over, for points their value.</summary>
    public Money? Amount { get; init; }

    /// <summary>For <see cref="TenderKind.Card"/>: the payment method's id.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>For <see cref="TenderKind.Card"/>: where the shopper comes back to when the card's bank asks for a confirmation; null to decline such a card.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>For cards: whether the shopper agreed that the card is saved, to pay again on every channel; for signed-in customers only.</summary>
    public bool SavesCard { get; init; }

    /// <summary>For <see cref="TenderKind.CardPresent"/>: the reader.</summary>
    public ReaderId? ReaderId { get; init; }

    /// <summary>For <see cref="TenderKind.GiftCard"/>: the card's code.</summary>
    public string? Code { get; init; }

    /// <summary>For <see cref="TenderKind.Points"/>: how many.</summary>
    public int? Points { get; init; }

    /// <summary>For <see cref="TenderKind.StoreCredit"/>: the order whose goods are exchanged; what was paid for them pays.</summary>
    public OrderId? CarriedFrom { get; init; }
}

/// <summary>One means of payment of an order, as it stands.</summary>
public sealed record Tender
{
    /// <summary>The tender's id.</summary>
    [GraphQLIgnore]
    public required TenderId Id { get; init; }

    /// <summary>The order it pays.</summary>
    [GraphQLIgnore]
    public required OrderId OrderId { get; init; }

    /// <summary>By what.</summary>
    public required TenderKind Kind { get; init; }

    /// <summary>How much of the order it pays.</summary>
    public required Money Amount { get; init; }

    /// <summary>Where it stands.</summary>
    public required PaymentStatus Status { get; init; }

    /// <summary>For cash: what was given back at the till.</summary>
    public required Money? Change { get; init; }

    /// <summary>What of it was taken so far. A card is charged for goods when they leave.</summary>
    public required Money Captured { get; init; }

    /// <summary>What of it was refunded.</summary>
    public required Money Refunded { get; init; }

    /// <summary>What of it the bank of the shopper's card has taken back, for good or until the dispute is won. It is not refunded, and the shopper has it.</summary>
    public required Money ChargedBack { get; init; }

    /// <summary>Where the latest dispute about it stands, those that have not ended first; null when its bank has never asked.</summary>
    public required DisputeState? Dispute { get; init; }

    /// <summary>What the card's bank has promised and is not taken yet, and how long that stands; null when there is none.</summary>
    public required TenderPromise? Promise { get; init; }

    /// <summary>The card, once it is promised; null for other tenders.</summary>
    public required PaidCard? Card { get; init; }

    /// <summary>What of it is not charged any more: it was given back before it was taken.</summary>
    [GraphQLIgnore]
    public required Money Released { get; init; }

    /// <summary>What of it pays for another order, whose goods were taken for goods of this one.</summary>
    [GraphQLIgnore]
    public required Money Carried { get; init; }

    /// <summary>What was taken and is there still, to be refunded or carried over.</summary>
    [GraphQLIgnore]
    public Money Taken => Captured - Refunded - Carried;

    /// <summary>For points: how many.</summary>
    [GraphQLIgnore]
    public required int? Points { get; init; }

    /// <summary>For a gift card: its code.</summary>
    [GraphQLIgnore]
    public required string? GiftCardCode { get; init; }

    /// <summary>What the books are checked by.</summary>
    [GraphQLIgnore]
    public required TenderBooks Books { get; init; }

    /// <summary>Whether something of it is to be charged, and no answer came yet.</summary>
    [GraphQLIgnore]
    public bool AwaitsCharge => Books.Taken > Taken.MinorUnits;
}

/// <summary>What the books are checked by, in minor units.</summary>
/// <param name="Left">How much the tender still pays.</param>
/// <param name="Taken">What of that is taken, or to be taken.</param>
/// <param name="InParts">Whether it is taken in parts, as goods leave.</param>
public sealed record TenderBooks(long Left, long Taken, bool InParts)
{
    /// <summary>
    /// What of an amount that is due each tender pays: in proportion to what it has left, rounded down, so that no share shrinks while more becomes
    /// due; of all that is left, all.
    /// </summary>
    /// <param name="due">The amount, in minor units.</param>
    /// <param name="left">What each tender has left.</param>
    public static IReadOnlyList<long> SharesOf(long due, IReadOnlyList<long> left)
    {
        var all = left.Sum();
        return [.. left.Select(part => all == 0 ? 0 : (long)((Int128)due * part / all))];
    }
}

/// <summary>A card that pays, as far as people need it to know it again.</summary>
/// <param name="Brand">visa, mastercard, …; null where the wallet shows no card.</param>
/// <param name="Last4">The last four digits.</param>
/// <param name="Wallet">The wallet that it is in; null for a bare card.</param>
[GraphQLName("TenderCard")]
public sealed record PaidCard(string? Brand, string? Last4, Wallet? Wallet);

/// <summary>What a card can be in.</summary>
public enum Wallet
{
    /// <summary>Apple Pay.</summary>
    ApplePay = 1,

    /// <summary>Google Pay.</summary>
    GooglePay = 2,

    /// <summary>Link, Stripe's own.</summary>
    Link = 3,

    /// <summary>Another.</summary>
    Other = 4,
}

/// <summary>
/// Writes down by what an order will be paid, before any of it is asked for: amounts that sum exactly to the total, and an idempotency key for
/// each. Refused with <see cref="TenderMismatch"/> when the offers do not cover the total, or exceed it otherwise than by cash, and with
/// <see cref="InvalidInput"/> when two leave out their amount, a reader or gift card is unknown, a currency is another, or only a till takes such.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Total">What is to be paid.</param>
/// <param name="Offers">The means, in the shopper's order.</param>
/// <param name="CustomerId">Who pays; only their own saved cards pay.</param>
/// <param name="AtTill">Whether it is paid at a till.</param>
public sealed record OpenTenders(OrderId OrderId, Money Total, IReadOnlyList<TenderOffer> Offers, CustomerId? CustomerId = null, bool AtTill = false) : ICommand<IReadOnlyList<Tender>>;

/// <summary>
/// Asks for each of an order's pending tenders: cards and readers over the network, outside any transaction; cash, points and gift cards need
/// no asking. What came of each is stored before the next is asked. Refused with <see cref="PaymentDeclined"/>; with
/// <see cref="PaymentRequiresAction"/> when the shopper has to do something first, and then to ask again; or with
/// <see cref="PaymentUnresolved"/> when no answer came: then nothing may be assumed, and <see cref="ResolveTenders"/> reads the truth.
/// </summary>
/// <param name="OrderId">The order.</param>
public sealed record AuthorizeTenders(OrderId OrderId) : IRequest<Result<Done>>;

/// <summary>
/// Reads at the payment provider what became of tenders whose answer never came, and stores it. Answers as <see cref="AuthorizeTenders"/> does,
/// but that a shopper who has to do something is waited for a quarter of an hour.
/// </summary>
/// <param name="OrderId">The order.</param>
public sealed record ResolveTenders(OrderId OrderId) : IRequest<Result<Done>>;

/// <summary>
/// Takes what an order is paid with, in the running transaction: cash, points and gift cards whole, with the order; of cards so much as is due,
/// because goods have left. What the cards are to be charged is written down, and <see cref="CaptureTenders"/> does it. Where the provider takes a
/// promise only once, it is taken whole with the first goods. Answers the order's tenders as they stand then. Refused with <see cref="PaymentLapsed"/>
/// when the bank promises no more what is due. Safe to repeat.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Due">What the goods that have left cost, of all that stays to be paid. The tenders pay it in proportion to what each has left.</param>
public sealed record TakeTenders(OrderId OrderId, Money Due) : ICommand<IReadOnlyList<Tender>>;

/// <summary>Charges an order's cards that <see cref="TakeTenders"/> wrote down, over the network. Safe to repeat; what did not get an answer is tried again by a job.</summary>
/// <param name="OrderId">The order.</param>
public sealed record CaptureTenders(OrderId OrderId) : IRequest<Result<Done>>;

/// <summary>The order does not come about: its tenders are to be let go. That is written down, and <see cref="VoidTenders"/> does it. Safe to repeat.</summary>
/// <param name="OrderId">The order.</param>
public sealed record DropTenders(OrderId OrderId) : ICommand<Done>;

/// <summary>Cancels the authorisations of tenders that are to be let go, over the network. Safe to repeat; what did not get an answer is tried again by a job.</summary>
/// <param name="OrderId">The order.</param>
public sealed record VoidTenders(OrderId OrderId) : IRequest<Result<Done>>;

/// <summary>
/// Writes down what is given back of an order, split over its tenders in proportion to what each paid and has left, exactly. Cash is paid out
/// at once. What goods of another order paid goes back to that order's tenders. Only taken money is given back: of a card, what is beyond what stays
/// due; the rest of its share is promised no more, and a promise of which nothing is left is to be let go. What stays due and is not taken yet is
/// taken, as <see cref="TakeTenders"/> does. Points and gift-card shares are for the caller to book in the same transaction. Refused with <see cref="InvalidInput"/> when there is not so much left,
/// and with <see cref="PaymentIsDisputed"/> when the shopper's bank has taken back what would be given back.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">How much.</param>
/// <param name="Due">What, of what stays paid afterwards, is due because goods have left.</param>
/// <param name="Reference">The return or cancellation it belongs to; once per reference.</param>
public sealed record OpenRefunds(OrderId OrderId, Money Amount, Money Due, string Reference) : ICommand<IReadOnlyList<RefundShare>>;

/// <summary>
/// What was paid for goods of an order pays for another order from now on: no money moves. It is split over the tenders in proportion to what each
/// has left, exactly. Given back later, it goes back to these tenders. Refused with <see cref="PaymentNotTaken"/> when not so much is taken,
/// and with <see cref="PaymentIsDisputed"/> when the shopper's bank has taken it back.
/// </summary>
/// <param name="OrderId">The order that the goods came back of.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reference">The return it belongs to.</param>
public sealed record CarryOver(OrderId OrderId, Money Amount, string Reference) : ICommand<IReadOnlyList<RefundShare>>;

/// <summary>One tender's share of a refund.</summary>
/// <param name="OrderId">The order that the tender pays; another than asked where goods were exchanged.</param>
/// <param name="Kind">By what it goes back.</param>
/// <param name="Amount">How much.</param>
/// <param name="Points">For points: how many.</param>
/// <param name="GiftCardCode">For a gift card: which.</param>
public sealed record RefundShare(OrderId OrderId, TenderKind Kind, Money Amount, int? Points, string? GiftCardCode);

/// <summary>Sends what is written down for an order to the payment provider: captures, cancellations, refunds. Safe to repeat; what did not get an answer is tried again by a job.</summary>
/// <param name="OrderId">The order.</param>
public sealed record SendRefunds(OrderId OrderId) : IRequest<Result<Done>>;

/// <summary>The tenders of these orders, in the shopper's order.</summary>
/// <param name="OrderIds">The orders.</param>
public sealed record TendersOf(IReadOnlyCollection<OrderId> OrderIds) : IRequest<ILookup<OrderId, Tender>>;

/// <summary>The payment was declined.</summary>
/// <param name="Reason">Stripe's decline code: card_declined, insufficient_funds, authentication_required. Or <see cref="NotCompleted"/> or <see cref="NotInTime"/>.</param>
public sealed record PaymentDeclined(string Reason) : Refusal
{
    /// <summary>Nobody declined it: it was begun, and whoever began it never came back.</summary>
    public const string NotCompleted = "not_completed";

    /// <summary>Nobody declined it: it was begun, and nobody said in time what became of it.</summary>
    public const string NotInTime = "not_in_time";

    internal const string ProcessingError = "processing_error";

    // Stripe's words for requests that it does not take; what a card's bank says begins otherwise.
    private static readonly string[] OfRequests =
        ["account_", "amount_", "api_", "charge_", "idempotency_", "intent_", "livemode_", "lock_", "parameter_", "payment_intent_", "platform_", "rate_limit", "resource_", "secret_key_", "url_"];

    private bool IsNotTheCards => Array.Exists(OfRequests, begin => Reason.StartsWith(begin, StringComparison.Ordinal));

    internal const string ReaderTimeout = "terminal_reader_timeout";

    /// <inheritdoc/>
    public override string Message => Reason switch
    {
        "insufficient_funds" => "The card has not enough funds. Pay with another card, or a part with it.",
        "authentication_required" => "The card's bank asks the shopper to confirm the payment. Confirm it, or pay otherwise.",
        NotInTime => "The payment did not come in time, so nothing was ordered. What was reserved is let go and nothing is charged. Order again.",
        NotCompleted => "The payment was begun and not completed. Nothing was charged. Order again.",
        ProcessingError => "The payment could not be made. Nothing was charged. Try again, or pay otherwise.",
        ReaderTimeout => "No card was held to the reader. Nothing was charged. Order again.",
        "customer_canceled" => "The payment was cancelled at the reader. Nothing was charged.",
        "terminal_reader_busy" => "The reader is at another payment. Wait until it is done, or use another reader.",
        "terminal_reader_offline" => "The reader cannot be reached. See that it is on and connected, or pay otherwise.",
        "payment_intent_authentication_failure" => "The shopper did not confirm the payment at the card's bank. Nothing was charged. Try again, or pay otherwise.",
        "amount_too_large" => "It is more than a card can pay at once. Nothing was charged. Split it over several tenders.",
        "payment_intent_incompatible_payment_method" or "payment_method_unexpected_state" or "payment_method_not_available" =>
            "This means of payment cannot be used here. Nothing was charged. Pay with another.",
        _ when IsNotTheCards => "The payment provider did not take the payment as it was asked for; the card is not at fault. Nothing was charged. Try again, or pay otherwise.",
        _ => "The card was declined. Pay with another card or otherwise.",
    };
}

/// <summary>
/// Less would be paid by card than the payment provider takes at once. Nothing was asked of it and nothing is charged. Pay so little by another
/// tender (cash, a gift card, points), or let the card pay more.
/// </summary>
/// <param name="Tender">The tender: CARD or CARD_PRESENT.</param>
/// <param name="Amount">What it was to pay.</param>
/// <param name="Least">The least that it can pay; null when the provider did not say.</param>
public sealed record PaymentTooSmall(TenderKind Tender, Money Amount, Money? Least) : Refusal
{
    internal const string Code = "amount_too_small";

    /// <inheritdoc/>
    public override string Message =>
        (Least is { } least ? $"A card pays {least} at least, and {Amount} were left for it." : $"A card does not pay as little as {Amount}.")
        + " Nothing was charged. Pay it by another tender (cash, a gift card, points), or more by card.";
}

/// <summary>
/// What was paid for the goods that come back is not taken yet, or not all of it, so it cannot pay for others. Nothing has come back and nothing was
/// charged. A card is charged when goods leave: try again in a minute; or return the goods and order the others by themselves.
/// </summary>
/// <param name="Needed">What was to pay for the new goods.</param>
/// <param name="Taken">What of it is taken.</param>
public sealed record PaymentNotTaken(Money Needed, Money Taken) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Needed} were to pay for other goods, and {Taken} of what was promised for the order are taken. Try again in a minute; or return the goods, and order the others by themselves.";
}

/// <summary>
/// The card's bank asks the shopper to confirm the payment. Nothing is charged yet, and the goods are held. Confirm it with the client secret or
/// on the page, then repeat the request with the same operationId. Only for cards that were given with a return URL.
/// </summary>
/// <param name="ClientSecret">With what Stripe's library in the shopper's device confirms it.</param>
/// <param name="RedirectUrl">The bank's page; it leads back to the return URL. Null when there is none.</param>
public sealed record PaymentRequiresAction(string ClientSecret, string? RedirectUrl) : Refusal
{
    /// <inheritdoc/>
    public override string Message => "The card's bank asks the shopper to confirm the payment. Confirm it, then repeat the request with the same operationId.";
}

/// <summary>No answer came from the payment provider, so nothing is known yet. Never shown to clients: whoever asked waits until the truth is read.</summary>
public sealed record PaymentUnresolved : Refusal
{
    /// <inheritdoc/>
    public override string Message => "The payment provider has not answered yet.";
}

/// <summary>The tenders do not pay the order exactly.</summary>
/// <param name="Due">What is to be paid.</param>
/// <param name="Offered">What was offered.</param>
public sealed record TenderMismatch(Money Due, Money Offered) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"{Due} is to be paid and {Offered} was offered.";
}

/// <summary>Reads tenders in a state of the database that the caller has.</summary>
public interface ITenders
{
    /// <summary>The tenders of the orders, each order's by position.</summary>
    Task<ILookup<OrderId, Tender>> OfAsync(CommerceDbContext db, IReadOnlyCollection<OrderId> orderIds, CancellationToken cancellationToken);
}
