namespace OmniCommerce.Payments.Domain;

/// <content>What goes back of a tender: given back, paid for another order, or taken by the shopper's bank.</content>
internal sealed partial class OrderTender
{
    /// <summary>Whether a part of it cannot be given back, because the shopper's bank has taken it: the provider refunds nothing then.</summary>
    public bool IsBlockedFor(long share, long due) => ChargedBack > 0 && OfTaken(share, due) > 0;

    /// <summary>Gives a part back: of what was taken so much that no more stays taken than is due, and the rest of the promise.</summary>
    /// <param name="share">How much.</param>
    /// <param name="due">What of what stays is due, because goods have left.</param>
    /// <param name="reference">The return or cancellation.</param>
    /// <param name="now">The time.</param>
    /// <returns>What of it had been taken; and, for points, how many of them go back.</returns>
    /// <exception cref="InvalidOperationException">There is not so much left, or the shopper's bank has it.</exception>
    public (long OfTaken, int? Points) GiveBack(long share, long due, string reference, DateTimeOffset now)
    {
        if (share <= 0 || share > Left || IsBlockedFor(share, due))
            throw new InvalidOperationException($"Of tender {Id} {share} were to be given back and {Left} are left.");
        var pointsBefore = PointsGivenBack();
        var ofTaken = OfTaken(share, due);
        if (ofTaken > 0)
        {
            Refunded += ofTaken;
            Record(PaymentEventKind.RefundOpened, ofTaken, reference, now);
        }

        if (share > ofTaken)
        {
            Authorized -= share - ofTaken;
            Record(PaymentEventKind.AuthorizationReduced, share - ofTaken, reference, now);
            LetRestGo(now);
        }

        return (ofTaken, PointsGivenBack() - pointsBefore);
    }

    /// <summary>A part of what was taken pays for another order from now on.</summary>
    /// <exception cref="InvalidOperationException">There is not so much left, or it is not taken yet.</exception>
    public void Carry(long share, string reference, DateTimeOffset now)
    {
        if (share <= 0 || share > CanCarry || ChargedBack > 0)
            throw new InvalidOperationException($"Of tender {Id} {share} were to pay for another order and {CanCarry} are there.");
        Carried += share;
        Record(PaymentEventKind.CarriedOver, share, reference, now);
    }

    /// <summary>Gives a part back that paid for another order.</summary>
    /// <returns>For points, how many of them.</returns>
    /// <exception cref="InvalidOperationException">Not so much of it paid for another order.</exception>
    public int? GiveCarriedBack(long share, string reference, DateTimeOffset now)
    {
        if (share <= 0 || share > Carried || ChargedBack > 0)
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

    /// <summary>A bank disputes what was taken, or stands otherwise to it than before.</summary>
    /// <param name="dispute">As it stands now.</param>
    /// <param name="isNew">Whether it has just begun.</param>
    /// <param name="had">What the bank had of the money before.</param>
    /// <param name="now">The time.</param>
    public void FollowDispute(TenderDispute dispute, bool isNew, long had, DateTimeOffset now)
    {
        if (isNew)
            Record(PaymentEventKind.Disputed, dispute.Amount, dispute.ProviderId, now);
        var more = dispute.ChargedBack - had;
        ChargedBack += more;
        if (more > 0)
            Record(PaymentEventKind.ChargedBack, more, dispute.ProviderId, now);
        else if (more < 0)
            Record(PaymentEventKind.ChargebackReversed, -more, dispute.ProviderId, now);
        else if (!isNew)
            Record(PaymentEventKind.DisputeMoved, 0, dispute.ProviderId, now);
    }

    private long OfTaken(long share, long due) => Math.Clamp(Taken - due, Math.Max(0, share - Promised), Math.Min(share, Taken));

    // Rounded down over all refunds together, so that many small ones give back no more points than one great one.
    private int? PointsGivenBack() => Points is { } points ? (int)((Int128)points * (Amount - Left - Carried) / Amount) : null;
}
