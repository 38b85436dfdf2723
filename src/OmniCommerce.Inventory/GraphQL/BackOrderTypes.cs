using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>Sells a variant before it is there: a back-order, or, before it has ever been there, a pre-order.</summary>
/// <param name="VariantId">The variant. A kit is sold so when its components are.</param>
/// <param name="Limit">So many at most wait at once; 0 for none.</param>
/// <param name="AvailableOn">When the goods are expected; for people.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record AllowBackOrdersInput(VariantId VariantId, int Limit, DateTimeOffset? AvailableOn, Guid? OperationId);

/// <summary>Goods that a supplier promises.</summary>
/// <param name="LocationId">Where they will come; the till's own location unless said otherwise.</param>
/// <param name="Reference">The number of the delivery: what is received under it is expected no more.</param>
/// <param name="DueAt">When.</param>
/// <param name="Lines">What; 0 of what will not come after all.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ExpectStockInput(LocationId? LocationId, string Reference, DateTimeOffset DueAt, IReadOnlyList<StockLineInput> Lines, Guid? OperationId);

/// <summary>From how many on there is little of a variant.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location; the till's own unless said otherwise.</param>
/// <param name="Threshold">From so many on; null to watch no more.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record SetLowStockThresholdInput(VariantId VariantId, LocationId? LocationId, int? Threshold, Guid? OperationId);

/// <summary>What is expected now.</summary>
/// <param name="Variants">The variants of the lines.</param>
[Payload]
internal sealed record ExpectStockPayload(IReadOnlyList<CatalogVariant> Variants);

[MutationType]
internal static class BackOrderMutations
{
    /// <summary>At a till: sells a variant before it is there.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<CatalogVariant>> AllowBackOrders(
        AllowBackOrdersInput input, Caller caller, IMediator mediator, ICatalog catalog, CancellationToken cancellationToken)
    {
        var allowed = await mediator.Send(new AllowBackOrders(caller, input.VariantId, input.Limit, input.AvailableOn, input.OperationId), cancellationToken);
        if (!allowed.Try(out var id, out var refusals))
            return new(refusals);
        return (await catalog.VariantsAsync([id], cancellationToken))[id];
    }

    /// <summary>At a till: a supplier promises goods.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<ExpectStockPayload>> ExpectStock(
        ExpectStockInput input, Caller caller, IMediator mediator, ICatalog catalog, CancellationToken cancellationToken)
    {
        StockDemand[] lines = [.. input.Lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];
        var expected = await mediator.Send(new ExpectStock(caller, input.LocationId, input.Reference, input.DueAt, lines, input.OperationId), cancellationToken);
        if (expected.IsRefused)
            return new(expected.Refusals);
        var variants = await catalog.VariantsAsync([.. lines.Select(line => line.VariantId)], cancellationToken);
        return new ExpectStockPayload([.. lines.Select(line => variants[line.VariantId])]);
    }

    /// <summary>At a till: says from how many on there is little of a variant. When it is so, and when it is over, the events stock.low and stock.back tell.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<StockLevel>> SetLowStockThreshold(
        SetLowStockThresholdInput input, Caller caller, IMediator mediator, ReadStock stock, CancellationToken cancellationToken)
    {
        var watched = await mediator.Send(new WatchLevel(caller, input.VariantId, input.LocationId, input.Threshold, input.OperationId), cancellationToken);
        if (!watched.Try(out var location, out var refusals))
            return new(refusals);
        return await stock.LevelAsync(input.VariantId, location, cancellationToken) ?? new StockLevel(input.VariantId, location, 0, 0, 0, 0);
    }
}

[ObjectType<CatalogVariant>]
internal static class VariantIncomingFields
{
    /// <summary>What suppliers have promised, the first first.</summary>
    [BatchResolver]
    public static async Task<IReadOnlyList<IReadOnlyList<ExpectedReceipt>>> Incoming(
        [Parent] IReadOnlyList<CatalogVariant> variants, ReadIncoming incoming, CancellationToken cancellationToken)
    {
        var expected = await incoming.ExpectedAsync([.. variants.Select(variant => variant.Id).Distinct()], cancellationToken);
        return [.. variants.Select(variant => expected[variant.Id].ToArray())];
    }

    /// <summary>How it is sold before it is there; null when it is not.</summary>
    [BatchResolver]
    public static async Task<IReadOnlyList<BackOrderTerms?>> BackOrder(
        [Parent] IReadOnlyList<CatalogVariant> variants, ReadIncoming incoming, CancellationToken cancellationToken)
    {
        var terms = await incoming.TermsAsync([.. variants.Select(variant => variant.Id).Distinct()], cancellationToken);
        return [.. variants.Select(variant => terms.GetValueOrDefault(variant.Id))];
    }

    /// <summary>How many can be sent by a day: what can be promised now, and what suppliers have promised until then, less what waits for it already.</summary>
    /// <param name="variants">The variants of the level.</param>
    /// <param name="by">The day.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="incoming">Knows it.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    [BatchResolver]
    public static async Task<IReadOnlyList<int>> AvailableToPromise(
        [Parent] IReadOnlyList<CatalogVariant> variants, DateTimeOffset by, Caller caller, ReadIncoming incoming, CancellationToken cancellationToken)
    {
        var promised = await incoming.PromiseAsync([.. variants.Select(variant => variant.Id).Distinct()], by, caller.Channel, cancellationToken);
        return [.. variants.Select(variant => promised[variant.Id])];
    }
}

[ObjectType<ExpectedReceipt>]
internal static class ExpectedReceiptType
{
    /// <summary>Where they will come.</summary>
    public static ValueTask<StoreLocation> Location([Parent] ExpectedReceipt receipt, ILocations locations, CancellationToken cancellationToken) =>
        locations.GetAsync(receipt.LocationId, cancellationToken);
}
