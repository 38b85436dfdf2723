using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[ObjectType<OrderFulfilment>]
internal static class FulfilmentType
{
    [NodeResolver]
    public static Task<OrderFulfilment?> Find(FulfilmentId id, Caller caller, FindFulfilments fulfilments, CancellationToken cancellationToken) =>
        fulfilments.ByIdAsync(id, caller, cancellationToken);

    /// <summary>The order.</summary>
    public static async Task<PlacedOrder> Order([Parent] OrderFulfilment fulfilment, Caller caller, FindOrders orders, CancellationToken cancellationToken) =>
        await orders.ByIdAsync(fulfilment.OrderId, caller, cancellationToken) ?? throw new GraphQLException("The order belongs to another shopper.", "FORBIDDEN");

    /// <summary>For tills: what carries its goods to where they are collected; null when nothing does.</summary>
    public static async Task<Transfer?> Transfer([Parent] OrderFulfilment fulfilment, Caller caller, IMediator mediator, CancellationToken cancellationToken) =>
        caller.IsTill && fulfilment.TransferId is { } id ? await mediator.Send(new FindTransfer(id), cancellationToken) : null;

    /// <summary>Where the goods leave; null while they have not come.</summary>
    public static ValueTask<StoreLocation?> Location([Parent] OrderFulfilment fulfilment, ILocations locations, CancellationToken cancellationToken) =>
        locations.FindAsync(fulfilment.LocationId, cancellationToken);
}

[ObjectType<Transfer>]
internal static class TransferOrderField
{
    /// <summary>The order whose shopper collects the goods where they go; null when they go for none.</summary>
    public static async Task<PlacedOrder?> Order([Parent] Transfer transfer, Caller caller, FindOrders orders, CancellationToken cancellationToken) =>
        transfer.OrderId is { } id ? await orders.ByIdAsync(id, caller, cancellationToken) : null;
}

[ObjectType<OrderFulfilmentLine>]
internal static class FulfilmentLineType
{
    /// <summary>The goods.</summary>
    public static ValueTask<CatalogVariant> Variant([Parent] OrderFulfilmentLine line, VariantById variants, CancellationToken cancellationToken) =>
        Places.GetAsync(line.VariantId, variants, cancellationToken);
}

[ObjectType<OrderAllocation>]
internal static class OrderAllocationType
{
    /// <summary>The goods.</summary>
    public static ValueTask<CatalogVariant> Variant([Parent] OrderAllocation allocation, VariantById variants, CancellationToken cancellationToken) =>
        Places.GetAsync(allocation.VariantId, variants, cancellationToken);

    /// <summary>Where they come from; null while they have not come.</summary>
    public static ValueTask<StoreLocation?> Location([Parent] OrderAllocation allocation, ILocations locations, CancellationToken cancellationToken) =>
        locations.FindAsync(allocation.LocationId, cancellationToken);
}

[ObjectType<SourcingStep>]
internal static class SourcingStepType
{
    /// <summary>The location that was looked at.</summary>
    public static ValueTask<StoreLocation> Location([Parent] SourcingStep step, ILocations locations, CancellationToken cancellationToken) =>
        Places.GetAsync(step.LocationId, locations, cancellationToken);
}

[ObjectType<PlacedOrder>]
internal static class OrderFulfilmentFields
{
    /// <summary>Where its goods leave, and how far they are.</summary>
    public static async ValueTask<IReadOnlyList<OrderFulfilment>> Fulfilments([Parent] PlacedOrder order, FulfilmentsByOrder fulfilments, CancellationToken cancellationToken) =>
        await fulfilments.LoadAsync(order.Id, cancellationToken) ?? [];

    /// <summary>What comes from where, and why from there.</summary>
    public static async Task<IReadOnlyList<OrderAllocation>> Allocations(
        [Parent] PlacedOrder order, FulfilmentsByOrder fulfilments, FindFulfilments find, CancellationToken cancellationToken)
    {
        var trace = await find.TraceAsync(order.Id, cancellationToken);
        return
        [
            .. (await fulfilments.LoadAsync(order.Id, cancellationToken) ?? []).SelectMany(of => of.Lines.Select(line => new OrderAllocation(
                line.VariantId,
                of.LocationId,
                line.Quantity - line.Moved,
                of.Status == FulfilmentStatus.Waiting
                    ? "It was sold before it came."
                    : trace.FirstOrDefault(step => step.LocationId == of.LocationId && step.Outcome is SourcingOutcome.Chosen or SourcingOutcome.SentToStore)?.Because ?? "It came later, or was missing elsewhere.")))
                .Where(allocation => allocation.Quantity > 0),
        ];
    }

    /// <summary>Each location that was looked at for its goods, and why they come from there or not.</summary>
    public static Task<IReadOnlyList<SourcingStep>> SourcingTrace([Parent] PlacedOrder order, FindFulfilments find, CancellationToken cancellationToken) =>
        find.TraceAsync(order.Id, cancellationToken);
}

[QueryType]
internal static class FulfilmentQueries
{
    /// <summary>For tills: what is to be done, by when: what is collected in a slot by its slot, everything else by when it was ordered.</summary>
    /// <param name="locationId">Only there.</param>
    /// <param name="status">Only those that stand so.</param>
    /// <param name="first">How many; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="fulfilments">Reads them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static Task<Connection<OrderFulfilment>> Fulfilments(
        LocationId? locationId, FulfilmentStatus? status, int? first, string? after, Caller caller, FindFulfilments fulfilments, CancellationToken cancellationToken) =>
        caller.IsTill
            ? fulfilments.PageAsync(locationId, status, PageRequest.Of(first, after), cancellationToken)
            : throw new GraphQLException("Goods are handed over and sent by tills.", "FORBIDDEN");
}

/// <summary>Loads the fulfilments of one level's orders together.</summary>
internal sealed class FulfilmentsByOrder(FindFulfilments fulfilments) : DataLoader<OrderId, IReadOnlyList<OrderFulfilment>>
{
    protected override async Task<IReadOnlyDictionary<OrderId, IReadOnlyList<OrderFulfilment>>> LoadBatchAsync(IReadOnlyList<OrderId> keys, CancellationToken cancellationToken)
    {
        var found = await fulfilments.OfAsync(keys, cancellationToken);
        return found.ToDictionary(of => of.Key, IReadOnlyList<OrderFulfilment> (of) => [.. of]);
    }
}

internal static class Places
{
    public static async ValueTask<StoreLocation> GetAsync(LocationId id, ILocations locations, CancellationToken cancellationToken) =>
        await locations.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"An order refers to location {id}, and there is none.");

    public static async ValueTask<CatalogVariant> GetAsync(VariantId id, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(id, cancellationToken) ?? throw new InvalidOperationException($"An order refers to variant {id}, and there is none.");
}
