using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>A count of a location's stock.</summary>
/// <param name="LocationId">Where; the till's own location unless said otherwise.</param>
/// <param name="VariantIds">What is to be counted; everything that the location has ever had unless said otherwise.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record StartStockCountInput(LocationId? LocationId, IReadOnlyList<VariantId>? VariantIds, Guid? OperationId);

/// <summary>What was counted. It changes no stock yet; what is counted again replaces what was.</summary>
internal sealed record CountStockInput(StockCountId StockCountId, IReadOnlyList<CountLineInput> Lines, Guid? OperationId);

/// <summary>How many of a variant are there, and, if somebody knows, why it is not what the books say.</summary>
internal sealed record CountLineInput(VariantId VariantId, int Counted, StockReason? Reason);

/// <summary>Brings the differences of a count into the books.</summary>
/// <param name="StockCountId">The count.</param>
/// <param name="Reason">The reason of differences that have none of their own.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record PostStockCountInput(StockCountId StockCountId, StockReason Reason = StockReason.Miscounted, Guid? OperationId = null);

/// <summary>Gives a count up.</summary>
internal sealed record CancelStockCountInput(StockCountId StockCountId, Guid? OperationId);

[MutationType]
internal static class StockCountMutations
{
    /// <summary>At a till: begins a count. The shop sells on meanwhile.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<CountSession>> StartStockCount(
        StartStockCountInput input, Caller caller, IMediator mediator, ReadStockCounts counts, CancellationToken cancellationToken) =>
        ShowAsync(new StartStockCount(caller, input.LocationId, input.VariantIds ?? [], input.OperationId), mediator, counts, cancellationToken);

    /// <summary>At a till: writes down what was counted.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<CountSession>> CountStock(
        CountStockInput input, Caller caller, IMediator mediator, ReadStockCounts counts, CancellationToken cancellationToken)
    {
        CountEntry[] lines = [.. input.Lines.Select(line => new CountEntry(line.VariantId, line.Counted, line.Reason))];
        return ShowAsync(new EnterCounts(caller, input.StockCountId, lines, input.OperationId), mediator, counts, cancellationToken);
    }

    /// <summary>At a till: brings the differences of a count into the books, all of them or none. What was sold since it was counted stays sold.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<StockPromised>]
    [Error<OperationReused>]
    public static Task<Result<CountSession>> PostStockCount(
        PostStockCountInput input, Caller caller, IMediator mediator, ReadStockCounts counts, CancellationToken cancellationToken) =>
        ShowAsync(new PostStockCount(caller, input.StockCountId, input.Reason, input.OperationId), mediator, counts, cancellationToken);

    /// <summary>At a till: gives a count up; the books are as they were.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<CountSession>> CancelStockCount(
        CancelStockCountInput input, Caller caller, IMediator mediator, ReadStockCounts counts, CancellationToken cancellationToken) =>
        ShowAsync(new CancelStockCount(caller, input.StockCountId, input.OperationId), mediator, counts, cancellationToken);

    private static async Task<Result<CountSession>> ShowAsync(
        IRequest<Result<StockCountId>> command, IMediator mediator, ReadStockCounts counts, CancellationToken cancellationToken)
    {
        var done = await mediator.Send(command, cancellationToken);
        if (!done.Try(out var id, out var refusals))
            return new(refusals);
        return await counts.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"Count {id} was changed and is gone.");
    }
}

[ObjectType<CountSession>]
internal static class StockCountType
{
    [NodeResolver]
    public static async Task<CountSession?> Find(StockCountId id, Caller caller, ReadStockCounts counts, CancellationToken cancellationToken) =>
        caller.IsTill ? await counts.FindAsync(id, cancellationToken) : null;

    /// <summary>Where.</summary>
    public static ValueTask<StoreLocation> Location([Parent] CountSession count, ILocations locations, CancellationToken cancellationToken) =>
        locations.GetAsync(count.LocationId, cancellationToken);
}

[ObjectType<CountedLine>]
internal static class CountedLineType
{
    /// <summary>What is counted.</summary>
    public static async ValueTask<CatalogVariant> Variant([Parent] CountedLine line, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(line.VariantId, cancellationToken) ?? throw new InvalidOperationException($"{line.VariantId} is counted, and there is no such variant.");
}
