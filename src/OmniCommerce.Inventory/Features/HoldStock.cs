using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Persistence;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

internal sealed class HoldStockValidator : AbstractValidator<HoldStock>
{
    public HoldStockValidator()
    {
        RuleFor(hold => hold.Demand).NotEmpty().WithMessage("Say what to hold.");
        RuleForEach(hold => hold.Demand).Must(line => line.Quantity is > 0 and <= StockLimits.MaxQuantity)
            .WithMessage($"A quantity is 1 to {StockLimits.MaxQuantity}.");
    }
}

internal sealed class HoldStockHandler(CommerceDbContext db, StockTable table, StockBooks books, ICatalog catalog, IKits kits, LocationMemory locations, ILogger<HoldStockHandler> logger)
    : IRequestHandler<HoldStock, Result<IReadOnlyList<StockAllocation>>>
{
    /// <summary>So often another plan is made when a level that was counted on went down meanwhile; then the command begins again.</summary>
    private const int MaxPlans = 4;

    /// <summary>So many locations are remembered with the reason why they were chosen or not: the chosen, and the best of the others.</summary>
    private const int MaxTrace = 20;

    public async Task<Result<IReadOnlyList<StockAllocation>>> Handle(HoldStock request, CancellationToken cancellationToken)
    {
        request = request with { Source = await locations.KnownAsync(request.Source, cancellationToken) };

        // One demand per variant: two lines of a cart that share a level, or a kit and what is in it, must not be promised the same goods.
        var composed = await kits.ComponentsAsync(request.Demand.Select(line => line.VariantId), cancellationToken);
        var demand = KitDemand.Expand(request.Demand, composed);
        for (var attempt = 1; attempt <= MaxPlans; attempt++)
        {
            var (offers, isRepeated) = await OffersAsync(request, demand, cancellationToken);
            if (isRepeated)
                return InvalidInput.At("holdId", $"The hold {request.HoldId} has taken its stock already.");
            var plan = request.Source.Carried is { } carried
                ? await PlanCarriedAsync(carried.Store, KitDemand.Expand(carried.Goods, composed), demand, offers, cancellationToken)
                : await PlanAsync(request.Source, demand, offers, cancellationToken);
            if (logger.IsEnabled(LogLevel.Debug))
                logger.LogDebug("Sourcing of hold {Hold}: {Trace}", request.HoldId, string.Join("; ", plan.Trace));
            if (plan.Shortages.Count > 0)
                return await RefuseAsync(AsWanted(request, composed, plan.Shortages), cancellationToken);

            if (await TryTakeAsync(plan.Allocations, request.Channel, cancellationToken))
            {
                Write(request.HoldId, plan);
                return new Result<IReadOnlyList<StockAllocation>>(plan.Allocations);
            }
        }

        throw new DbUpdateConcurrencyException("The stock moved under each plan.");
    }

    /// <summary>Plans the demand from what is there; what may be sold before it is there waits, as far as there is too little.</summary>
    private async Task<SourcingPlan> PlanAsync(StockSource source, StockDemand[] demand, List<StockOffer> offers, CancellationToken cancellationToken)
    {
        if (source.CarriedOutOf is { } store)
        {
            // Decided by the same look that the goods are taken by: what became free since an earlier look would be sent though it is there.
            var carried = Sourcing.Plan(demand, offers.FindAll(offer => offer.LocationId == store));
            if (carried.Shortages.Count == 0)
                return carried;
            offers = await SentAsync(offers, cancellationToken);
        }

        if (source.CollectedAt is not null)
            return Sourcing.PlanCollected(demand, offers);
        return source.OnlyFrom is null ? await PlanSentAsync(demand, offers, cancellationToken) : Sourcing.Plan(demand, offers);
    }

    /// <summary>Plans what is carried out from its store alone, and the rest from what is left there and elsewhere.</summary>
    private async Task<SourcingPlan> PlanCarriedAsync(
        LocationId store, StockDemand[] carried, StockDemand[] demand, List<StockOffer> offers, CancellationToken cancellationToken)
    {
        var home = Sourcing.Plan(carried, offers.FindAll(offer => offer.LocationId == store));
        var taken = carried.ToDictionary(line => line.VariantId, line => line.Quantity);
        var left = offers.ConvertAll(offer => offer.LocationId == store ? offer with { Available = offer.Available - taken.GetValueOrDefault(offer.VariantId) } : offer);
        var rest = KitDemand.Without(demand, carried);
        var sent = rest.Length == 0 ? new SourcingPlan([], [], []) : await PlanSentAsync(rest, await SentAsync(left, cancellationToken), cancellationToken);
        return Sourcing.Join(store, home, sent);
    }

    private async Task<SourcingPlan> PlanSentAsync(StockDemand[] demand, List<StockOffer> offers, CancellationToken cancellationToken)
    {
        var plan = Sourcing.Plan(demand, offers);
        if (plan.Shortages.Count == 0)
            return plan;
        VariantId[] tooFew = [.. plan.Shortages.Select(shortage => shortage.VariantId)];
        var terms = await db.Set<BackOrder>().Where(order => tooFew.Contains(order.VariantId))
            .ToDictionaryAsync(order => order.VariantId, order => Math.Max(0, order.Limit - order.Held - order.Allocated), cancellationToken);
        var shortages = plan.Shortages.Select(shortage => shortage with { Available = shortage.Available + terms.GetValueOrDefault(shortage.VariantId) })
            .Where(shortage => shortage.Available < shortage.Wanted).ToList();
        if (shortages.Count > 0)
            return plan with { Shortages = shortages };

        var waits = plan.Shortages.ToDictionary(shortage => shortage.VariantId, shortage => shortage.Wanted - shortage.Available);
        StockDemand[] there = [.. demand.Select(line => line with { Quantity = line.Quantity - waits.GetValueOrDefault(line.VariantId) }).Where(line => line.Quantity > 0)];
        var rest = there.Length == 0 ? new SourcingPlan([], [], []) : Sourcing.Plan(there, offers);
        return rest with { Allocations = [.. rest.Allocations, .. waits.Select(wait => new StockAllocation(wait.Key, StockAllocation.Nowhere, wait.Value))] };
    }

    private async Task<(List<StockOffer> Offers, bool IsRepeated)> OffersAsync(HoldStock request, StockDemand[] demand, CancellationToken cancellationToken)
    {
        var rows = await table.ShelvesAsync(db, request, Array.ConvertAll(demand, line => line.VariantId), cancellationToken);
        var places = await locations.ByIdAsync(cancellationToken);
        return (
            rows.ConvertAll(row =>
            {
                var place = places.GetValueOrDefault(row.LocationId);
                var kilometres = request.Source.Near is { } near && place?.Point is { } point ? Distance.Kilometres(near, point) : (double?)null;
                return new StockOffer(row.VariantId, row.LocationId, row.Available, kilometres, place?.Priority ?? 0, IsCollectionPoint: row.LocationId == request.Source.At);
            }),
            rows.Exists(row => row.IsRepeated));
    }

    /// <summary>The offers of those that send.</summary>
    private async Task<List<StockOffer>> SentAsync(List<StockOffer> offers, CancellationToken cancellationToken)
    {
        var places = await locations.ByIdAsync(cancellationToken);
        return [.. offers.Where(offer => places[offer.LocationId].Services.Contains(LocationService.ShipsFrom)).Select(offer => offer with { IsCollectionPoint = false })];
    }

    private async Task<bool> TryTakeAsync(IReadOnlyList<StockAllocation> plan, Channel? channel, CancellationToken cancellationToken)
    {
        var taken = new List<StockAllocation>(plan.Count);
        foreach (var part in StockBooks.InOrder(plan))
        {
            if (await books.TryHoldAsync(part, channel, cancellationToken))
            {
                taken.Add(part);
                continue;
            }

            foreach (var back in taken)
                await books.UnholdAsync(back, cancellationToken);
            return false;
        }

        return true;
    }

    private void Write(HoldId holdId, SourcingPlan plan)
    {
        var trace = plan.Trace.Count > 1 || plan.Trace is [{ Outcome: SourcingOutcome.SentToStore }] ? JsonSerializer.Serialize(plan.Trace.Take(MaxTrace)) : null;
        foreach (var part in plan.Allocations)
        {
            db.Add(new StockHold { HoldId = holdId, VariantId = part.VariantId, LocationId = part.LocationId, Quantity = part.Quantity, Trace = trace });
            trace = null;
            books.Write(MovementKind.Hold, part, holdId.ToString(), "");
        }
    }

    // A kit as a kit, and what is carried out apart from the rest.
    private static List<StockShortage> AsWanted(HoldStock request, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> composed, IReadOnlyList<StockShortage> shortages)
    {
        var wanted = new List<StockShortage>();
        foreach (var at in shortages.GroupBy(shortage => shortage.At))
        {
            var missing = at.ToDictionary(shortage => shortage.VariantId, shortage => shortage.Wanted - shortage.Available);
            var demand = (request.Source.Carried, at.Key) switch
            {
                ({ } carried, not null) => carried.Goods,
                ({ } carried, null) => KitDemand.Without(request.Demand, carried.Goods),
                _ => request.Demand,
            };
            wanted.AddRange(KitDemand.Shortages(demand, composed, missing).Select(shortage => shortage with { At = at.Key }));
        }

        return wanted;
    }

    private async Task<List<Refusal>> RefuseAsync(IReadOnlyList<StockShortage> shortages, CancellationToken cancellationToken)
    {
        var places = await locations.ByIdAsync(cancellationToken);
        var variants = await catalog.VariantsAsync([.. shortages.Select(shortage => shortage.VariantId)], cancellationToken);
        return
        [
            .. shortages.Select(shortage => new OutOfStock(
                variants.TryGetValue(shortage.VariantId, out var variant) ? variant.Sku.Value : shortage.VariantId.ToString(), shortage.Wanted, shortage.Available)
            {
                Store = shortage.At is { } store ? places[store].Name : null,
            }),
        ];
    }
}
