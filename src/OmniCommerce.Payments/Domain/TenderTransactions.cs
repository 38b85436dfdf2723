using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <summary>
/// Reads what happened to a tender as what was done with its money: what was begun and what came of it are one transaction. Those that are done
/// sum to what the tender says.
/// </summary>
internal sealed class TenderTransactions
{
    private readonly OrderTender _tender;
    private readonly List<Entry> _entries = [];

    private TenderTransactions(OrderTender tender) => _tender = tender;

    /// <param name="tender">The tender.</param>
    /// <param name="events">All that happened to it.</param>
    public static IReadOnlyList<TenderTransaction> Of(OrderTender tender, IEnumerable<PaymentEvent> events)
    {
        var transactions = new TenderTransactions(tender);
        foreach (var happened in events.OrderBy(one => one.Number))
            transactions.Read(happened);
        return [.. transactions._entries.Where(entry => entry.Amount > 0).Select(entry => entry.ToContract(tender))];
    }

    private void Read(PaymentEvent happened)
    {
        switch (happened.Kind)
        {
            case PaymentEventKind.Opened:
                Begin(TransactionKind.Authorization, happened);
                break;
            case PaymentEventKind.Authorized:
                End(First(TransactionKind.Authorization) ?? Begin(TransactionKind.Authorization, happened), happened);
                break;
            case PaymentEventKind.Declined:
                Fail(Pending(TransactionKind.Authorization), happened);
                break;
            case PaymentEventKind.CaptureOpened:
                Begin(TransactionKind.Capture, happened);
                break;
            case PaymentEventKind.Captured:
                Captured(happened);
                break;
            case PaymentEventKind.CaptureFailed:
                Fail(Pending(TransactionKind.Capture, TransactionKind.Refund), happened);
                break;
            case PaymentEventKind.VoidOpened:
                Release(Begin(TransactionKind.Release, happened));
                break;
            case PaymentEventKind.Voided:
                Released(happened);
                break;
            case PaymentEventKind.AuthorizationReduced:
                End(Begin(TransactionKind.Release, happened), happened);
                break;
            case PaymentEventKind.RefundOpened:
                Begin(TransactionKind.Refund, happened);
                break;
            case PaymentEventKind.Refunded:
                End(Pending(TransactionKind.Refund).Find(entry => entry.Note == happened.Note) ?? Begin(TransactionKind.Refund, happened), happened);
                break;
            case PaymentEventKind.RefundFailed:
                Fail([Refund(happened.Amount)], happened);
                break;
            case PaymentEventKind.CarriedOver:
                End(Begin(TransactionKind.CarryOver, happened), happened);
                break;
            case PaymentEventKind.ChargedBack:
                End(Begin(TransactionKind.Chargeback, happened), happened);
                break;
            case PaymentEventKind.ChargebackReversed:
                End(Begin(TransactionKind.ChargebackReversal, happened), happened);
                break;
        }
    }

    // One capture takes whatever came to be taken by then. What is the shop's own is taken without being asked for.
    private void Captured(PaymentEvent happened)
    {
        var left = happened.Amount;
        foreach (var entry in Pending(TransactionKind.Capture).TakeWhile(entry => (left -= entry.Amount) >= 0))
            End(entry, happened);
        if (_entries.TrueForAll(entry => entry.Kind != TransactionKind.Capture))
            End(Begin(TransactionKind.Capture, happened), happened);
    }

    // What was never promised, because nobody answered or the answer was no, is not let go either.
    private void Released(PaymentEvent happened)
    {
        Fail(Pending(TransactionKind.Authorization), happened);
        var released = First(TransactionKind.Release) ?? Begin(TransactionKind.Release, happened);
        Release(released);
        End(released, happened);
    }

    // All that is promised then, but for what the release itself would take of it.
    private void Release(Entry entry)
    {
        entry.Amount = 0;
        entry.Amount = Promised();
    }

    private long Promised() => Math.Max(0, _entries.Where(entry => entry.State != TransactionState.Failed).Sum(entry => entry switch
    {
        { Kind: TransactionKind.Authorization, State: TransactionState.Done } => entry.Amount,
        { Kind: TransactionKind.Capture or TransactionKind.Release } => -entry.Amount,
        _ => 0,
    }));

    // One that was done can come back days later.
    private Entry Refund(long amount) =>
        Pending(TransactionKind.Refund).FirstOrDefault(entry => entry.Amount == amount)
        ?? _entries.Last(entry => entry is { Kind: TransactionKind.Refund, State: TransactionState.Done } && entry.Amount == amount);

    private Entry? First(TransactionKind kind) => Pending(kind).FirstOrDefault();

    private List<Entry> Pending(params TransactionKind[] kinds) => _entries.FindAll(entry => entry.State == TransactionState.Pending && kinds.Contains(entry.Kind));

    private Entry Begin(TransactionKind kind, PaymentEvent happened)
    {
        var entry = new Entry { Kind = kind, At = happened.At, Note = happened.Note, Amount = happened.Amount };
        _entries.Add(entry);
        return entry;
    }

    private static void End(Entry entry, PaymentEvent happened) => (entry.State, entry.SettledAt) = (TransactionState.Done, happened.At);

    private void Fail(List<Entry> entries, PaymentEvent happened)
    {
        var reason = happened.Kind == PaymentEventKind.Voided ? _tender.DeclineReason : happened.Note;
        entries.ForEach(entry => (entry.State, entry.SettledAt, entry.FailedBecause) = (TransactionState.Failed, happened.At, reason));
    }

    private sealed class Entry
    {
        public required TransactionKind Kind { get; init; }

        public required DateTimeOffset At { get; init; }

        /// <summary>What it belongs to: a return, a dispute.</summary>
        public required string? Note { get; init; }

        public required long Amount { get; set; }

        public TransactionState State { get; set; } = TransactionState.Pending;

        public DateTimeOffset? SettledAt { get; set; }

        public string? FailedBecause { get; set; }

        public TenderTransaction ToContract(OrderTender tender)
        {
            var reference = Kind is TransactionKind.Chargeback or TransactionKind.ChargebackReversal ? Note : Kind == TransactionKind.CarryOver ? null : tender.IntentId;
            return new TenderTransaction(Kind, new Money(Amount, tender.Currency), State, At, SettledAt, reference, FailedBecause);
        }
    }
}
