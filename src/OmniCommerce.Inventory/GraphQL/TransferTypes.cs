using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>Goods for another location.</summary>
/// <param name="FromId">Where from; the till's own location unless said otherwise.</param>
/// <param name="ToId">Where to.</param>
/// <param name="Lines">What goes.</param>
/// <param name="Send">Whether they leave at once; otherwise sendTransfer says when.</param>
/// <param name="Note">What it is for.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record TransferStockInput(
    LocationId? FromId, LocationId ToId, IReadOnlyList<StockLineInput> Lines, bool Send = true, string? Note = null, Guid? OperationId = null);

/// <summary>The goods of a transfer leave.</summary>
internal sealed record SendTransferInput(TransferId TransferId, Guid? OperationId);

/// <summary>The goods of a transfer come.</summary>
/// <param name="TransferId">The transfer.</param>
/// <param name="Lines">Of what other than was sent came. What is not named came as it was sent.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ReceiveTransferInput(TransferId TransferId, IReadOnlyList<TransferReceiptInput>? Lines, Guid? OperationId);

/// <summary>How many of a variant came, and, when others were sent, why.</summary>
internal sealed record TransferReceiptInput(VariantId VariantId, int Received, StockReason? Reason);

/// <summary>Calls a transfer off before its goods have left.</summary>
internal sealed record CancelTransferInput(TransferId TransferId, Guid? OperationId);

[MutationType]
internal static class TransferMutations
{
    /// <summary>At a till: sends goods to another location.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<OperationReused>]
    public static Task<Result<Transfer>> TransferStock(
        TransferStockInput input, Caller caller, IMediator mediator, ReadTransfers transfers, CancellationToken cancellationToken)
    {
        StockDemand[] lines = [.. input.Lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];
        return ShowAsync(
            new TransferStock(caller, input.FromId, input.ToId, lines, input.Send, input.Note, input.OperationId), mediator, transfers, cancellationToken);
    }

    /// <summary>At a till: the goods of a transfer leave.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<OperationReused>]
    public static Task<Result<Transfer>> SendTransfer(
        SendTransferInput input, Caller caller, IMediator mediator, ReadTransfers transfers, CancellationToken cancellationToken) =>
        ShowAsync(new SendTransfer(caller, input.TransferId, input.OperationId), mediator, transfers, cancellationToken);

    /// <summary>At a till: the goods of a transfer come.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<Transfer>> ReceiveTransfer(
        ReceiveTransferInput input, Caller caller, IMediator mediator, ReadTransfers transfers, CancellationToken cancellationToken)
    {
        TransferReceipt[] lines = [.. (input.Lines ?? []).Select(line => new TransferReceipt(line.VariantId, line.Received, line.Reason))];
        return ShowAsync(new ReceiveTransfer(caller, input.TransferId, lines, input.OperationId), mediator, transfers, cancellationToken);
    }

    /// <summary>At a till: calls a transfer off before its goods have left.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<Transfer>> CancelTransfer(
        CancelTransferInput input, Caller caller, IMediator mediator, ReadTransfers transfers, CancellationToken cancellationToken) =>
        ShowAsync(new CancelTransfer(caller, input.TransferId, input.OperationId), mediator, transfers, cancellationToken);

    private static async Task<Result<Transfer>> ShowAsync(
        IRequest<Result<TransferId>> command, IMediator mediator, ReadTransfers transfers, CancellationToken cancellationToken)
    {
        var done = await mediator.Send(command, cancellationToken);
        if (!done.Try(out var id, out var refusals))
            return new(refusals);
        return await transfers.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"Transfer {id} was changed and is gone.");
    }
}

[ObjectType<Transfer>]
internal static class TransferType
{
    [NodeResolver]
    public static async Task<Transfer?> Find(TransferId id, Caller caller, ReadTransfers transfers, CancellationToken cancellationToken) =>
        caller.IsTill ? await transfers.FindAsync(id, cancellationToken) : null;

    /// <summary>Where from.</summary>
    public static ValueTask<StoreLocation> From([Parent] Transfer transfer, ILocations locations, CancellationToken cancellationToken) =>
        locations.GetAsync(transfer.FromId, cancellationToken);

    /// <summary>Where to.</summary>
    public static ValueTask<StoreLocation> To([Parent] Transfer transfer, ILocations locations, CancellationToken cancellationToken) =>
        locations.GetAsync(transfer.ToId, cancellationToken);
}

[ObjectType<TransferLine>]
internal static class TransferLineType
{
    /// <summary>What goes.</summary>
    public static async ValueTask<CatalogVariant> Variant([Parent] TransferLine line, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(line.VariantId, cancellationToken) ?? throw new InvalidOperationException($"{line.VariantId} is transferred, and there is no such variant.");
}
