using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class RecountPaymentsHandler(IDbContextFactory<CommerceDbContext> contexts, WriteGate gate) : IRequestHandler<RecountPayments, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(RecountPayments request, CancellationToken cancellationToken)
    {
        // One state of the books: what moves while it is counted would look wrong. So writers wait.
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        return [.. await WrongTendersAsync(db, cancellationToken), .. await WrongGiftCardsAsync(db, cancellationToken)];
    }

    private static async Task<List<string>> WrongTendersAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var tenders = await db.Set<OrderTender>().AsNoTracking()
            .Select(tender => new
            {
                tender.Id,
                tender.Refunded,
                tender.Version,
                Refunds = db.Set<TenderRefund>()
                    .Where(refund => refund.TenderId == tender.Id && !refund.OfAuthorization && refund.State != RefundState.Failed)
                    .Sum(refund => refund.Amount),
                Events = db.Set<PaymentEvent>().Count(happened => happened.TenderId == tender.Id),
            })
            .Where(tender => tender.Refunded != tender.Refunds || tender.Version != tender.Events)
            .ToListAsync(cancellationToken);
        return tenders.ConvertAll(tender => $"Tender {tender.Id}: {tender.Refunded} refunded, {tender.Refunds} by its refunds; version {tender.Version}, {tender.Events} events");
    }

    private static async Task<List<string>> WrongGiftCardsAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var cards = await db.Set<GiftCard>().AsNoTracking()
            .Select(card => new
            {
                card.Id,
                card.Balance,
                card.Held,
                Entries = db.Set<GiftCardEntry>().Where(entry => entry.GiftCardId == card.Id).Sum(entry => entry.Amount),
                Holds = db.Set<GiftCardHold>().Where(hold => hold.GiftCardId == card.Id).Sum(hold => hold.Amount),
            })
            .Where(card => card.Balance != card.Entries || card.Held != card.Holds)
            .ToListAsync(cancellationToken);
        return cards.ConvertAll(card => $"Gift card {card.Id}: {card.Balance} on it, {card.Entries} by its entries; {card.Held} held, {card.Holds} by its holds");
    }
}
