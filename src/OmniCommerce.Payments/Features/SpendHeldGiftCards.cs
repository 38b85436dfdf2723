using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class SpendHeldGiftCardsHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<SpendHeldGiftCards, Result<Done>>
{
    public async Task<Result<Done>> Handle(SpendHeldGiftCards command, CancellationToken cancellationToken)
    {
        var holds = await db.TakeHoldsAsync(command.HoldId, cancellationToken);
        if (holds.Count == 0)
            return default(Done);

        var ids = holds.Select(hold => hold.GiftCardId).ToList();
        var codes = await db.Set<GiftCard>().Where(card => ids.Contains(card.Id)).ToDictionaryAsync(card => card.Id, card => card.Code, cancellationToken);
        var tenders = await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => tender.OrderId == command.OrderId && tender.Kind == TenderKind.GiftCard)
            .ToListAsync(cancellationToken);
        foreach (var hold in holds)
        {
            var spent = tenders.Where(tender => tender.GiftCardCode == codes[hold.GiftCardId]).Sum(tender => tender.Amount);
            if (spent > hold.Amount)
                throw new InvalidOperationException($"Order {command.OrderId} spends {spent} of a gift card and holds {hold.Amount}.");
            await SpendAsync(hold, spent, command.OrderId, cancellationToken);
        }

        return default(Done);
    }

    private async Task SpendAsync(GiftCardHold hold, long spent, OrderId orderId, CancellationToken cancellationToken)
    {
        await db.Set<GiftCard>()
            .Where(card => card.Id == hold.GiftCardId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(card => card.Held, card => card.Held - hold.Amount).SetProperty(card => card.Balance, card => card.Balance - spent),
                cancellationToken);
        if (spent == 0)
            return;
        db.Add(new GiftCardEntry
        {
            GiftCardId = hold.GiftCardId,
            Kind = GiftCardEntryKind.Spent,
            Reference = orderId.ToString(),
            Amount = -spent,
            At = clock.GetUtcNow(),
        });
    }
}

internal sealed class RefundToGiftCardHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RefundToGiftCard, Result<Done>>
{
    public async Task<Result<Done>> Handle(RefundToGiftCard command, CancellationToken cancellationToken)
    {
        var normalized = GiftCard.Normalize(command.Code);
        var card = await db.Set<GiftCard>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.NormalizedCode == normalized, cancellationToken);
        if (card is null)
            return Issue(command);
        if (card.Currency != command.Amount.Currency)
            return InvalidInput.At("code", $"The gift card is in {card.Currency} and takes nothing in {command.Amount.Currency}.");
        if (await db.Set<GiftCardEntry>().FindAsync([card.Id, GiftCardEntryKind.Refunded, command.Reference], cancellationToken) is not null)
            return default(Done);

        await db.Set<GiftCard>()
            .Where(candidate => candidate.Id == card.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.Balance, candidate => candidate.Balance + command.Amount.MinorUnits), cancellationToken);
        Enter(card.Id, command);
        return default(Done);
    }

    private Result<Done> Issue(RefundToGiftCard command)
    {
        var card = GiftCard.Issue(NewId.Of<GiftCardId>(clock), command.Code, command.Amount, clock.GetUtcNow());
        db.Add(card);
        Enter(card.Id, command);
        return default(Done);
    }

    private void Enter(GiftCardId card, RefundToGiftCard command) => db.Add(new GiftCardEntry
    {
        GiftCardId = card,
        Kind = GiftCardEntryKind.Refunded,
        Reference = command.Reference,
        Amount = command.Amount.MinorUnits,
        At = clock.GetUtcNow(),
    });
}
