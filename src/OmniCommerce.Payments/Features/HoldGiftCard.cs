using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class HoldGiftCardHandler(CommerceDbContext db) : IRequestHandler<HoldGiftCard, Result<Done>>
{
    public async Task<Result<Done>> Handle(HoldGiftCard command, CancellationToken cancellationToken)
    {
        var normalized = GiftCard.Normalize(command.Code);
        var card = await db.Set<GiftCard>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.NormalizedCode == normalized, cancellationToken);
        if (card is null)
            return InvalidInput.At("code", "There is no gift card with this code.");
        if (card.Currency != command.Amount.Currency)
            return InvalidInput.At("code", $"The gift card is in {card.Currency} and pays nothing in {command.Amount.Currency}.");

        var hold = await db.Set<GiftCardHold>().FindAsync([command.HoldId, card.Id], cancellationToken);
        var more = command.Amount.MinorUnits - (hold?.Amount ?? 0);
        var taken = await db.Set<GiftCard>()
            .Where(candidate => candidate.Id == card.Id && candidate.Balance - candidate.Held >= more)
            .ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.Held, candidate => candidate.Held + more), cancellationToken);
        if (taken == 0)
            return InvalidInput.At("code", $"The gift card has {card.Available} left. Pay {card.Available} or less with it.");

        if (hold is not null)
            hold.Amount = command.Amount.MinorUnits;
        else
            db.Add(new GiftCardHold { HoldId = command.HoldId, GiftCardId = card.Id, Amount = command.Amount.MinorUnits });
        return default(Done);
    }
}

internal sealed class ReleaseGiftCardsHandler(CommerceDbContext db) : IRequestHandler<ReleaseGiftCards, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReleaseGiftCards command, CancellationToken cancellationToken)
    {
        foreach (var hold in await db.TakeHoldsAsync(command.HoldId, cancellationToken))
        {
            await db.Set<GiftCard>()
                .Where(card => card.Id == hold.GiftCardId)
                .ExecuteUpdateAsync(set => set.SetProperty(card => card.Held, card => card.Held - hold.Amount), cancellationToken);
        }

        return default(Done);
    }
}

internal static class GiftCardHolds
{
    /// <summary>
    /// What the hold has, gone from it: of two who end a hold at once, each row is one's. In the order in which everybody takes the cards' rows.
    /// </summary>
    public static async Task<List<GiftCardHold>> TakeHoldsAsync(this CommerceDbContext db, HoldId holdId, CancellationToken cancellationToken)
    {
        var taken = new List<GiftCardHold>();
        foreach (var hold in await db.Set<GiftCardHold>().AsNoTracking().Where(hold => hold.HoldId == holdId).OrderBy(hold => hold.GiftCardId).ToListAsync(cancellationToken))
        {
            var deleted = await db.Set<GiftCardHold>()
                .Where(row => row.HoldId == holdId && row.GiftCardId == hold.GiftCardId && row.Amount == hold.Amount)
                .ExecuteDeleteAsync(cancellationToken);
            if (deleted == 1)
                taken.Add(hold);
        }

        return taken;
    }
}
