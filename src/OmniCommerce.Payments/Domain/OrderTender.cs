using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Domain;

/// <summary>
/// One means by which an order is paid. Always 0 ≤ refunded + carried ≤ captured ≤ authorised ≤ amount, and confirmed ≤ asked ≤ captured. An order tries
/// to be paid once: what is declined stays so, and the shopper's next try is another order with tenders and keys of its own.
/// </summary>
internal sealed partial class OrderTender : IVersioned
{
    public const int MaxReturnUrlLength = 2000;

    /// <summary>So often Stripe takes parts of one promise; the last time it takes all that is left.</summary>
    private const int MaxCaptures = 50;

    private readonly List<PaymentEvent> _events = [];

    private OrderTender()
    {
    }

    public required TenderId Id { get; init; }

    public required OrderId OrderId { get; init; }

    /// <summary>Its place among the order's tenders, from 0.</summary>
    public required int Position { get; init; }

    public required TenderKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>How much of the order it pays.</summary>
    public required long Amount { get; init; }

    /// <summary>How much is promised and was not let go.</summary>
    public long Authorized { get; private set; }

    /// <summary>How much is taken or to be taken: what has left is paid.</summary>
    public long Captured { get; private set; }

    /// <summary>How much the provider is asked to have taken, with the capture that is under way.</summary>
    public long Asked { get; private set; }

    /// <summary>How much is known to be taken.</summary>
    public long Confirmed { get; private set; }

    /// <summary>How many captures were begun. One at a time is under way; what is to be taken meanwhile is the next one.</summary>
    public int Captures { get; private set; }

    /// <summary>Whether the capture under way is the last: what it leaves of the promise is let go with it.</summary>
    public bool AsksForLast { get; private set; }

    /// <summary>When the capture under way was written down.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Whether the provider takes the promise in several parts; otherwise it is taken once.</summary>
    public bool InParts { get; private set; }

    /// <summary>The card's brand, as the provider calls it.</summary>
    public string? CardBrand { get; private set; }

    /// <summary>The card's last four digits.</summary>
    public string? CardLast4 { get; private set; }

    /// <summary>The wallet that the card was in; null for a bare card.</summary>
    public Wallet? Wallet { get; private set; }

    /// <summary>How much of what was taken is given back, or to be given back.</summary>
    public long Refunded { get; private set; }

    /// <summary>How much of what was taken pays for another order: goods of this one were exchanged.</summary>
    public long Carried { get; private set; }

    /// <summary>How much of what was taken the shopper's bank has taken back. It counts as taken all the same: the goods stay with the shopper.</summary>
    public long ChargedBack { get; private set; }

    /// <summary>Where the latest dispute about it stands, open ones first; null when there is none.</summary>
    public DisputeState? Dispute { get; set; }

    /// <summary>For store credit: the order whose money it is. Goods of that one were exchanged for goods of this one.</summary>
    public OrderId? CarriedFrom { get; init; }

    public long? Change { get; init; }

    public int? Points { get; init; }

    public string? GiftCardCode { get; init; }

    public string? PaymentMethod { get; init; }

    /// <summary>Whose saved cards may pay it.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>Whether the card is saved with it.</summary>
    public bool SavesCard { get; init; }

    /// <summary>Where the shopper comes back to from the card's bank; null when nobody waits for that.</summary>
    public string? ReturnUrl { get; init; }

    public ReaderId? ReaderId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The idempotency key of its authorisation, stored before anybody is asked. The keys of what follows derive from it.</summary>
    public required string Key { get; init; }

    /// <summary>What the payment provider calls it; known as soon as it is begun there, promised or not.</summary>
    public string? IntentId { get; private set; }

    public TenderState State { get; private set; }

    public string? DeclineReason { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public long Version { get; private set; }

    public IReadOnlyList<PaymentEvent> Events => _events;

    /// <summary>How much it still pays: what could be given back, or not be taken after all.</summary>
    public long Left => State switch
    {
        TenderState.Authorized or TenderState.Capturing or TenderState.Captured => Authorized - Refunded - Carried,
        TenderState.Voiding or TenderState.CaptureFailed => Captured - Refunded - Carried,
        _ => 0,
    };

    /// <summary>How much of it is taken, or to be taken, and stays so.</summary>
    public long Taken => Captured - Refunded - Carried;

    /// <summary>How much is promised and not taken.</summary>
    public long Promised => State is TenderState.Authorized or TenderState.Capturing ? Authorized - Captured : 0;

    /// <summary>How much is there for others to be paid with.</summary>
    public long CanCarry => Confirmed - Refunded - Carried;

    /// <summary>How much is not charged any more.</summary>
    public long Released => State switch
    {
        TenderState.Pending or TenderState.Declined => 0,
        TenderState.Voiding => Amount - Captured,
        _ => Amount - Authorized,
    };

    public PaymentStatus Status => State switch
    {
        TenderState.Pending => PaymentStatus.Pending,
        TenderState.Authorized or TenderState.Capturing => PaymentStatus.Authorized,
        TenderState.Captured or TenderState.Voiding when Captured > 0 => Refunded == 0 ? PaymentStatus.Paid : Refunded < Captured ? PaymentStatus.PartiallyRefunded : PaymentStatus.Refunded,
        _ => PaymentStatus.Failed,
    };

    /// <summary>Whether the payment provider must be asked, because it is paid by a means that only the provider knows; all others are the shop's own.</summary>
    public bool NeedsProvider => PaymentMethod is not null || ReaderId is not null;

    public static OrderTender Open(TenderId id, OrderId orderId, int position, PlannedTender plan, CustomerId? customer, DateTimeOffset now)
    {
        var tender = new OrderTender
        {
            Id = id,
            OrderId = orderId,
            Position = position,
            Kind = plan.Offer.Kind,
            Currency = plan.Amount.Currency,
            Amount = plan.Amount.MinorUnits,
            Change = plan.Change?.MinorUnits,
            Points = plan.Offer.Points,
            CarriedFrom = plan.Offer.CarriedFrom,
            GiftCardCode = plan.Offer.Code,
            PaymentMethod = plan.Offer.PaymentMethod,
            CustomerId = customer,
            SavesCard = plan.Offer.SavesCard,
            ReturnUrl = plan.Offer.ReturnUrl,
            ReaderId = plan.Offer.ReaderId,
            OpenedAt = now,
            Key = $"order:{orderId}:tender:{position}",
            State = TenderState.Pending,
        };
        tender.Record(PaymentEventKind.Opened, tender.Amount, null, now);
        if (!tender.NeedsProvider)
            tender.Authorize(null, null, now);
        return tender;
    }

    /// <summary>All of it is promised.</summary>
    public void Authorize(string? intentId, PromisedBy? by, DateTimeOffset now)
    {
        Move(TenderState.Authorized);
        IntentId = intentId;
        InParts = by?.InParts ?? false;
        PromisedUntil = by?.Until;
        (CardBrand, CardLast4, Wallet) = (by?.Brand, by?.Last4, by?.Wallet);
        Authorized = Amount;
        Record(PaymentEventKind.Authorized, Amount, intentId, now);
    }

    public void Decline(string reason, string? intentId, DateTimeOffset now)
    {
        Move(TenderState.Declined);
        IntentId ??= intentId;
        DeclineReason = reason;
        Record(PaymentEventKind.Declined, Amount, reason, now);
    }

    /// <summary>The authorisation was granted after the tender had been dropped: it is to be cancelled.</summary>
    public void AuthorizeTooLate(string intentId, DateTimeOffset now)
    {
        if (State == TenderState.Voided)
            Move(TenderState.Voiding);
        IntentId = intentId;
        Record(PaymentEventKind.Authorized, Amount, intentId, now);
    }

    /// <summary>The provider has a promise for a tender that was dropped or declined: it is to be cancelled.</summary>
    public void LetGo(string intentId, DateTimeOffset now)
    {
        Move(TenderState.Voiding);
        IntentId = intentId;
        Record(PaymentEventKind.VoidOpened, Amount, intentId, now);
    }

    /// <summary>What is the shop's own is taken whole, with the order; nothing of what the provider has to be asked for.</summary>
    public void TakeOwn(DateTimeOffset now)
    {
        if (NeedsProvider || State != TenderState.Authorized)
            return;
        Move(TenderState.Captured);
        Captured = Asked = Confirmed = Authorized;
        Record(PaymentEventKind.Captured, Captured, null, now);
    }

    /// <summary>So much of it is due, because goods have left: what is missing of that is to be taken; where it can be taken only once, all of it.</summary>
    public void TakeDue(long due, DateTimeOffset now)
    {
        var missing = Math.Min(Promised, due - Taken);
        if (missing <= 0)
            return;
        var share = InParts && Captures < MaxCaptures - 1 ? missing : Promised;
        Captured += share;
        Record(PaymentEventKind.CaptureOpened, share, null, now);
        if (State == TenderState.Authorized)
            BeginCapture(now);
    }

    /// <summary>All of it was taken at the provider, whoever asked for that.</summary>
    public void FollowTaken(DateTimeOffset now)
    {
        InParts = false;
        TakeDue(Left, now);
        ConfirmCapture(now);
    }

    /// <summary>The capture under way is done. What came to be taken meanwhile is the next one.</summary>
    public void ConfirmCapture(DateTimeOffset now)
    {
        Record(PaymentEventKind.Captured, Asked - Confirmed, IntentId, now);
        Confirmed = Asked;
        if (Captured > Confirmed)
        {
            BeginCapture(now);
        }
        else
        {
            Move(AsksForLast ? TenderState.Captured : TenderState.Authorized);
            LetRestGo(now);
        }
    }

    /// <summary>The provider does not give what it promised. What it gave before stays taken.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="notRefunded">What was to be given back, had it been taken.</param>
    /// <param name="now">The time.</param>
    public void FailCapture(string reason, long notRefunded, DateTimeOffset now)
    {
        Move(TenderState.CaptureFailed);
        Record(PaymentEventKind.CaptureFailed, Captured - Confirmed, reason, now);
        Captured = Asked = Confirmed;
        Refunded -= notRefunded;
        DeclineReason = reason;
    }

    public void Drop(DateTimeOffset now)
    {
        if (State is not (TenderState.Pending or TenderState.Authorized))
            return;
        Move(NeedsProvider ? TenderState.Voiding : TenderState.Voided);
        Record(NeedsProvider ? PaymentEventKind.VoidOpened : PaymentEventKind.Voided, Authorized, null, now);
        Authorized = NeedsProvider ? Authorized : 0;
    }

    public void ConfirmVoid(DateTimeOffset now)
    {
        Move(Captured > 0 ? TenderState.Captured : TenderState.Voided);
        Record(PaymentEventKind.Voided, Authorized - Captured, IntentId, now);
        Authorized = Captured;
    }

    private void BeginCapture(DateTimeOffset now)
    {
        if (State != TenderState.Capturing)
            Move(TenderState.Capturing);
        Asked = Captured;
        AsksForLast = Captured == Authorized;
        AskedAt = now;
        Captures++;
    }

    // Whatever stands promised and pays for nothing any more is let go, once no capture is under way.
    private void LetRestGo(DateTimeOffset now)
    {
        if (State != TenderState.Authorized || Promised > 0)
            return;
        Move(NeedsProvider ? TenderState.Voiding : TenderState.Voided);
        Record(NeedsProvider ? PaymentEventKind.VoidOpened : PaymentEventKind.Voided, 0, IntentId, now);
    }

    private void Move(TenderState to)
    {
        if (!TenderMoves.Allows(State, to))
            throw new InvalidOperationException($"Tender {Id} does not go from {State} to {to}.");
        State = to;
    }

    private void Record(PaymentEventKind kind, long amount, string? note, DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
        _events.Add(new PaymentEvent { TenderId = Id, Number = Version, Kind = kind, Amount = amount, Note = note, At = now });
    }
}
