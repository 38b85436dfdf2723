using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <content>How long the promise stands, and its renewal: a new payment on the same card, and the old one let go.</content>
internal sealed partial class OrderTender
{
    /// <summary>Until when the promise can be taken; null when nobody said.</summary>
    public DateTimeOffset? PromisedUntil { get; private set; }

    /// <summary>How often it was renewed, or asked to be.</summary>
    public int Renewals { get; private set; }

    /// <summary>When the renewal under way was written down, before anybody was asked.</summary>
    public DateTimeOffset? RenewalAskedAt { get; private set; }

    /// <summary>How much the renewal under way asks for: the same each time it is asked for.</summary>
    public long? RenewalAmount { get; private set; }

    /// <summary>Why it is not renewed.</summary>
    public string? NotRenewedBecause { get; private set; }

    /// <summary>A payment at the provider that is to be let go, because another has taken its place.</summary>
    public string? ReplacedIntentId { get; private set; }

    /// <summary>When it was known that the promise had ended.</summary>
    public DateTimeOffset? LapsedAt { get; private set; }

    /// <summary>The idempotency key of the renewal that is under way.</summary>
    public string RenewalKey => $"{Key}{RenewalMark}{Renewals}";

    /// <summary>What stands in a renewal's key behind the tender's.</summary>
    public const string RenewalMark = ":renewal:";

    public TenderPromise? Promise => NeedsProvider && Promised > 0
        ? new(new(Promised, Currency), PromisedUntil, LapsedAt is not null ? PromiseState.Lapsed : NotRenewedBecause is not null ? PromiseState.Ends : PromiseState.Stands)
        : null;

    /// <summary>Whether it can be renewed: nothing of it is taken, its customer may have agreed, and nobody has said no.</summary>
    public bool CanRenew =>
        State == TenderState.Authorized && Captured == 0 && Kind == TenderKind.Card && CustomerId is not null
        && RenewalAskedAt is null && ReplacedIntentId is null && NotRenewedBecause is null;

    /// <summary>It is to be renewed: that is written down before anybody is asked.</summary>
    public void OpenRenewal(DateTimeOffset now)
    {
        if (!CanRenew)
            throw new InvalidOperationException($"Tender {Id} cannot be renewed.");
        Renewals++;
        (RenewalAskedAt, RenewalAmount) = (now, Authorized);
        Record(PaymentEventKind.RenewalOpened, Authorized, null, now);
    }

    /// <summary>The card's bank has promised it anew: the old payment is to be let go; or, when it was taken or given up meanwhile, the new one.</summary>
    public void Renew(string intentId, PromisedBy? by, DateTimeOffset now)
    {
        (RenewalAskedAt, RenewalAmount) = (null, null);
        if (State == TenderState.Authorized && Captured == 0)
        {
            (ReplacedIntentId, IntentId) = (IntentId, intentId);
            (PromisedUntil, LapsedAt) = (by?.Until, null);
            InParts = by?.InParts ?? false;
        }
        else
        {
            ReplacedIntentId = intentId;
        }

        Record(PaymentEventKind.Renewed, Authorized, intentId, now);
    }

    /// <summary>It is not renewed, and ends when it ends.</summary>
    public void NotRenewed(string reason, DateTimeOffset now)
    {
        (RenewalAskedAt, RenewalAmount) = (null, null);
        NotRenewedBecause = reason;
        Record(PaymentEventKind.NotRenewed, Promised, reason, now);
    }

    /// <summary>The payment that another has taken the place of is let go.</summary>
    public void ConfirmReplaced(DateTimeOffset now)
    {
        var replaced = ReplacedIntentId;
        ReplacedIntentId = null;
        Record(PaymentEventKind.ReplacedLetGo, 0, replaced, now);
    }

    /// <summary>The promise has ended.</summary>
    public void Lapse(DateTimeOffset now)
    {
        LapsedAt = now;
        Record(PaymentEventKind.Lapsed, Promised, IntentId, now);
    }
}
