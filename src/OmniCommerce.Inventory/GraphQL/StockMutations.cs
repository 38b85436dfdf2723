using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>What is on hand by the books, as the caller saw it, and what it should be.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location; the till's own unless said otherwise.</param>
/// <param name="ExpectedOnHand">What the caller saw. When it is another by now, nothing is set.</param>
/// <param name="OnHand">What it should be.</param>
/// <param name="Reason">Why the books are not right.</param>
/// <param name="Note">Why, in words.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record AdjustStockInput(
    VariantId VariantId, LocationId? LocationId, int ExpectedOnHand, int OnHand, StockReason Reason, string? Note, Guid? OperationId);

/// <summary>Goods that come from a supplier.</summary>
/// <param name="LocationId">Where; the till's own location unless said otherwise.</param>
/// <param name="Lines">What comes.</param>
/// <param name="Reference">The number of the delivery note.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ReceiveStockInput(LocationId? LocationId, IReadOnlyList<StockLineInput> Lines, string? Reference, Guid? OperationId);

/// <summary>So many of a variant.</summary>
internal sealed record StockLineInput(VariantId VariantId, int Quantity);

/// <summary>So many of a variant that nobody is promised.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location; the till's own unless said otherwise.</param>
/// <param name="Quantity">How many; 0 for none.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record SetSafetyStockInput(VariantId VariantId, LocationId? LocationId, int Quantity, Guid? OperationId);

/// <summary>So many of a variant that one channel promises nobody.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location; the till's own unless said otherwise.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Quantity">How many; 0 for none.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record SetChannelBufferInput(VariantId VariantId, LocationId? LocationId, Channel Channel, int Quantity, Guid? OperationId);

/// <summary>What was received.</summary>
/// <param name="Levels">The levels as they are now, in the order of the lines.</param>
[Payload]
internal sealed record ReceiveStockPayload(IReadOnlyList<StockLevel> Levels);

[MutationType]
internal static class StockMutations
{
    /// <summary>At a till: sets what is on hand, from what was seen to what it should be.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<StockChangedMeanwhile>]
    [Error<StockPromised>]
    [Error<OperationReused>]
    public static Task<Result<StockLevel>> AdjustStock(
        AdjustStockInput input, Caller caller, IMediator mediator, ReadStock stock, CancellationToken cancellationToken) =>
        LevelAsync(
            new AdjustStock(caller, input.VariantId, input.LocationId, input.ExpectedOnHand, input.OnHand, input.Reason, input.Note, input.OperationId),
            input.VariantId,
            mediator,
            stock,
            cancellationToken);

    /// <summary>At a till: goods come from a supplier.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<ReceiveStockPayload>> ReceiveStock(
        ReceiveStockInput input, Caller caller, IMediator mediator, ReadStock stock, CancellationToken cancellationToken)
    {
        StockDemand[] lines = [.. input.Lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];
        var received = await mediator.Send(new BookReceipt(caller, input.LocationId, lines, input.Reference, input.OperationId), cancellationToken);
        if (!received.Try(out var location, out var refusals))
            return new(refusals);
        var levels = await stock.LevelsAsync([.. lines.Select(line => line.VariantId)], cancellationToken);
        return new ReceiveStockPayload([.. lines.Select(line => levels[line.VariantId].Single(level => level.LocationId == location))]);
    }

    /// <summary>At a till: keeps so many back; they are there, but nobody is promised them.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<StockLevel>> SetSafetyStock(
        SetSafetyStockInput input, Caller caller, IMediator mediator, ReadStock stock, CancellationToken cancellationToken) =>
        LevelAsync(new KeepBack(caller, input.VariantId, input.LocationId, null, input.Quantity, input.OperationId), input.VariantId, mediator, stock, cancellationToken);

    /// <summary>At a till: keeps so many back from one channel.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<StockLevel>> SetChannelBuffer(
        SetChannelBufferInput input, Caller caller, IMediator mediator, ReadStock stock, CancellationToken cancellationToken) =>
        LevelAsync(
            new KeepBack(caller, input.VariantId, input.LocationId, input.Channel, input.Quantity, input.OperationId), input.VariantId, mediator, stock, cancellationToken);

    private static async Task<Result<StockLevel>> LevelAsync(
        IRequest<Result<LocationId>> command, VariantId variant, IMediator mediator, ReadStock stock, CancellationToken cancellationToken)
    {
        var done = await mediator.Send(command, cancellationToken);
        if (!done.Try(out var location, out var refusals))
            return new(refusals);
        return await stock.LevelAsync(variant, location, cancellationToken) ?? new StockLevel(variant, location, 0, 0, 0, 0);
    }
}
