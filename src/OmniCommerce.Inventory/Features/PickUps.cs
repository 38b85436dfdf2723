using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Reads when orders can be collected.</summary>
internal sealed class PickUps(IDbContextFactory<CommerceDbContext> contexts, ILocations locations, ReadStock stock, TimeProvider clock) : IPickUps
{
    private const int DaysToOffer = 7;
    private const int MaxOffered = 10;

    public async Task<IReadOnlyList<PickUpSlot>> SlotsAsync(LocationId location, DateTimeOffset? from, int days, CancellationToken cancellationToken)
    {
        if (await TermsAsync(location, cancellationToken) is not { } terms)
            return [];
        var soonest = Soonest(terms);
        var begin = from > soonest ? from.Value : soonest;
        var times = PickUpCalendar.Times(location, terms, PickUpCalendar.DateAt(terms, from ?? clock.GetUtcNow()), days).Where(time => time.StartsAt >= begin).ToList();
        if (times.Count == 0)
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = times[^1].StartsAt;
        var taken = await db.Set<PickUpSlotRow>().Where(slot => slot.LocationId == location && slot.StartsAt >= begin && slot.StartsAt <= last)
            .ToDictionaryAsync(slot => slot.StartsAt, slot => slot.Taken, cancellationToken);
        return times.ConvertAll(time => new PickUpSlot(time, Math.Max(0, terms.Capacity - taken.GetValueOrDefault(time.StartsAt))));
    }

    public async Task<Result<PickUpTime>> ChooseAsync(LocationId location, DateTimeOffset startsAt, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        if (await OfferedAsync(location, startsAt, notBefore, cancellationToken) is { } time)
        {
            var slots = await SlotsAsync(location, startsAt, 1, cancellationToken);
            if (slots.FirstOrDefault(slot => slot.Time == time) is { Free: > 0 })
                return time;
        }

        return await NotFreeAsync(location, startsAt, notBefore, cancellationToken);
    }

    public async Task<DateTimeOffset?> CollectableFromAsync(LocationId location, IReadOnlyList<StockDemand> demand, Channel? channel, CancellationToken cancellationToken)
    {
        if (await locations.FindAsync(location, cancellationToken) is not { } at || !at.Services.Contains(LocationService.Collection))
            return null;
        if ((await stock.MissingAsync(demand, new StockSource(location, null), channel, cancellationToken)).Count == 0)
            return clock.GetUtcNow();
        var missing = await stock.MissingAsync(demand, StockSource.Anywhere with { CollectedAt = location }, channel, cancellationToken);
        return missing.Count == 0 ? Sent(at.PickUp) : null;
    }

    /// <summary>When goods that are sent there now can have come; null when nobody says.</summary>
    public DateTimeOffset? Sent(PickUpTerms? terms) => terms?.ArrivalOf(clock.GetUtcNow());

    /// <summary>The time that begins then; null when it is not offered, or too soon.</summary>
    public async ValueTask<PickUpTime?> OfferedAsync(LocationId location, DateTimeOffset startsAt, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        await TermsAsync(location, cancellationToken) is { } terms && startsAt >= Soonest(terms) && !(startsAt < notBefore) ? PickUpCalendar.At(location, terms, startsAt) : null;

    /// <summary>The refusal of a time, with those that are free instead: from its day on, or from when the goods are there.</summary>
    public async Task<PickUpSlotNotFree> NotFreeAsync(LocationId location, DateTimeOffset startsAt, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var free = new List<PickUpSlot>();
        if (await TermsAsync(location, cancellationToken) is { } terms)
        {
            // The whole day: an hour before the chosen one may suit as well.
            var dayBegins = PickUpCalendar.Times(location, terms, PickUpCalendar.DateAt(terms, startsAt), 1).Select(time => time.StartsAt).DefaultIfEmpty(startsAt).First();
            DateTimeOffset from = new[] { dayBegins, clock.GetUtcNow(), notBefore ?? dayBegins }.Max();
            free.AddRange((await SlotsAsync(location, from, DaysToOffer, cancellationToken)).Where(slot => slot.Free > 0).Take(MaxOffered));
        }

        return new PickUpSlotNotFree(startsAt, free);
    }

    public async Task<IReadOnlyList<HoldId>> HoldersAsync(PickUpTime time, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<PickUpClaim>().Where(claim => claim.LocationId == time.LocationId && claim.StartsAt == time.StartsAt && claim.OrderId == null)
            .Select(claim => claim.HoldId).ToListAsync(cancellationToken);
    }

    private async ValueTask<PickUpTerms?> TermsAsync(LocationId location, CancellationToken cancellationToken) =>
        await locations.FindAsync(location, cancellationToken) is { PickUp: { } terms } at && at.Services.Contains(LocationService.Collection) ? terms : null;

    private DateTimeOffset Soonest(PickUpTerms terms) => clock.GetUtcNow().AddMinutes(terms.LeadMinutes);
}
