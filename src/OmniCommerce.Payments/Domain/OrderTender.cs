using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Domain;

/// <summary>
/// One means by which an order is paid. Always 0 ≤ refunded + carried ≤ captured ≤ authorised ≤ amount. An order tries to be paid once: what is declined
/// stays so, and the shopper's next try is another order with tenders and keys of its own.
/// </summary>
internal sealed class OrderTender : IVersioned
{
    public const int MaxReturnUrlLength = 2000;

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

    /// <summary>How much is taken, or to be taken while that is under way.</summary>
    public long Captured { get; private set; }

    /// <summary>How much of what was taken is given back, or to be given back.</summary>
    public long Refunded { get; private set; }

    /// <summary>How much of what was taken pays for another order: goods of this one were exchanged.</summary>
    public long Carried { get; private set; }

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

    /// <summary>How much could still be given back.</summary>
    public long Left => State switch
    {
        TenderState.Authorized => Authorized,
        TenderState.Capturing or TenderState.Captured => Captured - Refunded - Carried,
        _ => 0,
    };

    /// <summary>How much is not charged any more.</summary>
    public long Released => State switch
    {
        TenderState.Authorized => Amount - Authorized,
        TenderState.Capturing or TenderState.Captured => Amount - Captured,
        TenderState.Voiding or TenderState.Voided => Amount,
        _ => 0,
    };

    public PaymentStatus Status => State switch
    {
        TenderState.Pending => PaymentStatus.Pending,
        TenderState.Authorized or TenderState.Capturing => PaymentStatus.Authorized,
        TenderState.Captured when Refunded == 0 => PaymentStatus.Paid,
        TenderState.Captured when Refunded < Captured => PaymentStatus.PartiallyRefunded,
        TenderState.Captured => PaymentStatus.Refunded,
        _ => PaymentStatus.Failed,
    };

    /// <summary>Whether the payment provider must be asked; cash, points and gift cards are the shop's own.</summary>
    public bool NeedsProvider => Kind is TenderKind.Card or TenderKind.CardPresent;

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
            tender.Authorize(null, now);
        return tender;
    }

    public void Authorize(string? intentId, DateTimeOffset now)
    {
        Move(TenderState.Authorized);
        IntentId = intentId;
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

    public void Take(DateTimeOffset now)
    {
        Move(NeedsProvider ? TenderState.Capturing : TenderState.Captured);
        Captured = Authorized;
        Record(NeedsProvider ? PaymentEventKind.CaptureOpened : PaymentEventKind.Captured, Captured, null, now);
    }

    public void ConfirmCapture(DateTimeOffset now)
    {
        Move(TenderState.Captured);
        Record(PaymentEventKind.Captured, Captured, IntentId, now);
    }

    public void FailCapture(string reason, DateTimeOffset now)
    {
        Move(TenderState.CaptureFailed);
        Record(PaymentEventKind.CaptureFailed, Captured, reason, now);
        Captured = Refunded = 0;
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
        Move(TenderState.Voided);
        Record(PaymentEventKind.Voided, Authorized, IntentId, now);
        Authorized = 0;
    }

    /// <summary>Gives a part back: of the authorisation while nothing was taken, else of what was taken.</summary>
    /// <returns>For points, how many of them.</returns>
    /// <exception cref="InvalidOperationException">There is not so much left.</exception>
    public int? GiveBack(long share, string reference, DateTimeOffset now)
    {
        if (share <= 0 || share > Left)
            throw new InvalidOperationException($"Of tender {Id} {share} were to be given back and {Left} are left.");
        var pointsBefore = PointsGivenBack();
        if (State == TenderState.Authorized)
        {
            Authorized -= share;
            Record(PaymentEventKind.AuthorizationReduced, share, reference, now);
            if (Authorized == 0)
                Drop(now);
        }
        else
        {
            Refunded += share;
            Record(PaymentEventKind.RefundOpened, share, reference, now);
        }

        return PointsGivenBack() - pointsBefore;
    }

    /// <summary>A part of what was taken pays for another order from now on.</summary>
    /// <exception cref="InvalidOperationException">There is not so much left, or it is not taken yet.</exception>
    public void Carry(long share, string reference, DateTimeOffset now)
    {
        if (State != TenderState.Captured || share <= 0 || share > Left)
            throw new InvalidOperationException($"Of tender {Id} {share} were to pay for another order and {Left} are left.");
        Carried += share;
        Record(PaymentEventKind.CarriedOver, share, reference, now);
    }

    /// <summary>Gives a part back that paid for another order.</summary>
    /// <returns>For points, how many of them.</returns>
    /// <exception cref="InvalidOperationException">Not so much of it paid for another order.</exception>
    public int? GiveCarriedBack(long share, string reference, DateTimeOffset now)
    {
        if (share <= 0 || share > Carried)
            throw new InvalidOperationException($"Of tender {Id} {share} were to be given back and {Carried} paid for another order.");
        var pointsBefore = PointsGivenBack();
        Carried -= share;
        Refunded += share;
        Record(PaymentEventKind.RefundOpened, share, reference, now);
        return PointsGivenBack() - pointsBefore;
    }

    public void ConfirmRefund(long share, string reference, DateTimeOffset now) => Record(PaymentEventKind.Refunded, share, reference, now);

    /// <summary>The provider will not give it back: it counts as taken again, so that the books say what is true, and a person must look at it.</summary>
    public void FailRefund(long share, string reason, DateTimeOffset now)
    {
        Refunded -= share;
        Record(PaymentEventKind.RefundFailed, share, reason, now);
    }

    public Tender ToContract() => new()
    {
        Id = Id,
        OrderId = OrderId,
        Kind = Kind,
        Amount = new Money(Amount, Currency),
        Status = Status,
        Change = Change is { } change ? new Money(change, Currency) : null,
        Refunded = new Money(Refunded, Currency),
        Released = new Money(Released, Currency),
        Carried = new Money(Carried, Currency),
        Points = Points,
        GiftCardCode = GiftCardCode,
    };

    // Rounded down over all refunds together, so that many small ones give back no more points than one great one.
    private int? PointsGivenBack() => Points is { } points ? (int)((Int128)points * (Amount - Left - Carried) / Amount) : null;

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
