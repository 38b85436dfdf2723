using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>Writes a transfer down, and sends it at once if that is asked for.</summary>
internal sealed record TransferStock(
    Caller Caller, LocationId? FromId, LocationId ToId, IReadOnlyList<StockDemand> Lines, bool Send, string? Note, Guid? OperationId)
    : ICommand<TransferId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<TransferStock>
    {
        public Validator()
        {
            RuleFor(command => command.Lines).StockLines(line => line.VariantId, line => line.Quantity, 1);
            RuleFor(command => command.Note).MaximumLength(StockLimits.MaxReason).WithMessage($"A note has at most {StockLimits.MaxReason} characters.");
        }
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access, Transfers transfers, ILocations locations, TimeProvider clock)
        : IRequestHandler<TransferStock, Result<TransferId>>
    {
        public async Task<Result<TransferId>> Handle(TransferStock command, CancellationToken cancellationToken)
        {
            var entered = await access.EnterAsync(command.Caller, command.FromId, command.Lines.Select(line => line.VariantId), cancellationToken);
            if (!entered.Try(out var from, out var refusals))
                return new(refusals);
            if (await locations.FindAsync(command.ToId, cancellationToken) is null)
                return new NotFound(command.ToId.ToString(), "location");
            if (command.ToId == from)
                return InvalidInput.At("toId", "The goods are there already.");

            var transfer = StockTransfer.Draft(NewId.Of<TransferId>(clock), from, command.ToId, command.Lines, command.Note, clock.GetUtcNow());
            db.Add(transfer);
            if (command.Send && await transfers.SendAsync(transfer, command.Caller, cancellationToken) is { } refusal)
                return refusal;
            return transfer.Id;
        }
    }
}

/// <summary>The goods of a transfer leave. Done again, it changes nothing.</summary>
internal sealed record SendTransfer(Caller Caller, TransferId TransferId, Guid? OperationId) : ICommand<TransferId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(Transfers transfers) : IRequestHandler<SendTransfer, Result<TransferId>>
    {
        public async Task<Result<TransferId>> Handle(SendTransfer command, CancellationToken cancellationToken)
        {
            if (!(await transfers.EnterAsync(command.Caller, command.TransferId, cancellationToken)).Try(out var transfer, out var refusals))
                return new(refusals);
            if (transfer.Status == TransferStatus.Sent)
                return transfer.Id;
            if (!transfer.Allows(TransferStatus.Sent))
                return Transfers.RefuseAsItStands(transfer);
            return await transfers.SendAsync(transfer, command.Caller, cancellationToken) is { } refusal ? refusal : transfer.Id;
        }
    }
}

/// <summary>The goods of a transfer come. What is not named came as it was sent.</summary>
internal sealed record ReceiveTransfer(Caller Caller, TransferId TransferId, IReadOnlyList<TransferReceipt> Lines, Guid? OperationId)
    : ICommand<TransferId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<ReceiveTransfer>
    {
        public Validator() =>
            RuleFor(command => command.Lines).StockLines(line => line.VariantId, line => line.Received, 0, mayBeNone: true);
    }

    internal sealed class Handler(Transfers transfers, StockBooks books, ArrivedForOrders arrived, WaitingOrders waiting, TimeProvider clock)
        : IRequestHandler<ReceiveTransfer, Result<TransferId>>
    {
        public async Task<Result<TransferId>> Handle(ReceiveTransfer command, CancellationToken cancellationToken)
        {
            await arrived.AnnounceAsync(await transfers.OrderOfAsync(command.TransferId, cancellationToken), cancellationToken);
            if (!(await transfers.EnterAsync(command.Caller, command.TransferId, cancellationToken)).Try(out var transfer, out var refusals))
                return new(refusals);
            if (!transfer.Allows(TransferStatus.Received))
                return Transfers.RefuseAsItStands(transfer);
            if (transfer.Receive(command.Lines, clock.GetUtcNow()) is { } refusal)
                return refusal;
            foreach (var line in transfer.Lines.Where(line => line.Received > 0).OrderBy(line => line.VariantId.Value))
            {
                var part = new StockAllocation(line.VariantId, transfer.ToId, line.Received!.Value);
                await books.TryAddAsync(part, cancellationToken);
                books.Write(MovementKind.TransferIn, part, transfer.Id.ToString(), "", code: line.Reason, by: command.Caller.DeviceId);
                await arrived.GiveAsync(transfer, line, cancellationToken);
                await waiting.ServeAsync(part.VariantId, part.LocationId, cancellationToken);
            }

            return await arrived.HandOverAsync(transfer, cancellationToken) is { } refused ? refused : transfer.Id;
        }
    }
}

/// <summary>Calls a transfer off before its goods have left. Done again, it changes nothing.</summary>
internal sealed record CancelTransfer(Caller Caller, TransferId TransferId, Guid? OperationId) : ICommand<TransferId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(Transfers transfers, TimeProvider clock) : IRequestHandler<CancelTransfer, Result<TransferId>>
    {
        public async Task<Result<TransferId>> Handle(CancelTransfer command, CancellationToken cancellationToken)
        {
            if (!(await transfers.EnterAsync(command.Caller, command.TransferId, cancellationToken)).Try(out var transfer, out var refusals))
                return new(refusals);
            if (transfer.Status == TransferStatus.Cancelled)
                return transfer.Id;
            if (!transfer.Allows(TransferStatus.Cancelled))
                return Transfers.RefuseAsItStands(transfer);
            transfer.Cancel(clock.GetUtcNow());
            return transfer.Id;
        }
    }
}
