using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Somebody begins to take the goods of a fulfilment from the shelves. Done again, it changes nothing.</summary>
internal sealed record StartPicking(Caller Caller, FulfilmentId FulfilmentId, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(FulfilmentBooks books) : IRequestHandler<StartPicking, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(StartPicking command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            if (taken.This.Status == FulfilmentStatus.Picking)
                return taken.Order.Id;
            if (!FulfilmentMoves.Allows(taken.This.Status, FulfilmentStatus.Picking))
                return taken.This.RefuseAsItStands();
            taken.This.StartPicking();
            books.Settle(taken.All);
            return taken.Order.Id;
        }
    }
}

/// <summary>What is collected is ready; its shopper is told. Done again, it changes nothing.</summary>
internal sealed record MakeReady(Caller Caller, FulfilmentId FulfilmentId, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(FulfilmentBooks books, OrderNews news, OrderOptions options, TimeProvider clock) : IRequestHandler<MakeReady, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(MakeReady command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            var (order, fulfilment) = (taken.Order, taken.This);
            if (fulfilment.Status == FulfilmentStatus.Ready)
                return order.Id;
            if (fulfilment.Kind is FulfilmentKind.Ship or FulfilmentKind.ToStore)
                return InvalidInput.At("fulfilmentId", "Its goods are sent from here, not collected.");
            if (!FulfilmentMoves.Allows(fulfilment.Status, FulfilmentStatus.Ready))
                return fulfilment.RefuseAsItStands();
            fulfilment.BecomeReady(clock.GetUtcNow(), TimeSpan.FromDays(options.CollectWithinDays));
            news.Tell(order, new FulfilmentReady(order.Id, order.Number!, fulfilment.Id, fulfilment.LocationId, fulfilment.ExpiresAt!.Value));
            return order.Id;
        }
    }
}

/// <summary>A fulfilment is sent, all of it: to the shopper, or to where it is collected. Done again, it changes nothing.</summary>
internal sealed record ShipFulfilment(Caller Caller, FulfilmentId FulfilmentId, string? Carrier, string? TrackingNumber, Guid? OperationId)
    : ICommand<OrderId>, IRepeatable
{
    private const int MaxText = 100;

    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<ShipFulfilment>
    {
        public Validator()
        {
            RuleFor(command => command.Carrier).MaximumLength(MaxText).WithMessage($"A carrier has at most {MaxText} characters.");
            RuleFor(command => command.TrackingNumber).MaximumLength(MaxText).WithMessage($"A tracking number has at most {MaxText} characters.");
        }
    }

    internal sealed class Handler(FulfilmentBooks books, GoodsToStore toStore, OrderNews news) : IRequestHandler<ShipFulfilment, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(ShipFulfilment command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            var (order, fulfilment) = (taken.Order, taken.This);
            if (fulfilment.Status is FulfilmentStatus.Shipped or FulfilmentStatus.InTransit)
                return order.Id;
            if (fulfilment.Kind is not (FulfilmentKind.Ship or FulfilmentKind.ToStore))
                return InvalidInput.At("fulfilmentId", "Its goods are handed over, not sent.");
            if (!FulfilmentMoves.Allows(fulfilment.Status, fulfilment.Kind == FulfilmentKind.Ship ? FulfilmentStatus.Shipped : FulfilmentStatus.InTransit))
                return fulfilment.RefuseAsItStands();
            fulfilment.ShipWith(command.Carrier, command.TrackingNumber);
            if (fulfilment.Kind == FulfilmentKind.ToStore)
            {
                await toStore.SendAsync(taken, command.Caller, cancellationToken);
                return order.Id;
            }

            var left = await books.LeaveAsync(taken, command.Caller, fulfilment.OpenParts(), cancellationToken);
            if (left.IsRefused)
                return new(left.Refusals);
            news.Tell(order, new FulfilmentShipped(order.Id, order.Number!, fulfilment.Id, fulfilment.LocationId, command.Carrier, command.TrackingNumber));
            return order.Id;
        }
    }
}

/// <summary>Goods are handed over: these, or all that are open.</summary>
internal sealed record HandOver(Caller Caller, FulfilmentId FulfilmentId, IReadOnlyList<StockDemand>? Lines, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(FulfilmentBooks books) : IRequestHandler<HandOver, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(HandOver command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            var fulfilment = taken.This;
            if (fulfilment.Kind is FulfilmentKind.Ship or FulfilmentKind.ToStore)
                return InvalidInput.At("fulfilmentId", "Its goods are sent from here, not handed over.");
            if (fulfilment.Status == FulfilmentStatus.Collected && command.Lines is null)
                return taken.Order.Id;
            if (!FulfilmentMoves.Allows(fulfilment.Status, FulfilmentStatus.Collected))
                return fulfilment.RefuseAsItStands();
            if (!fulfilment.PartsOf(command.Lines).Try(out var parts, out refusals))
                return new(refusals);
            var left = await books.LeaveAsync(taken, command.Caller, parts, cancellationToken);
            if (left.IsRefused)
                return new(left.Refusals);
            return taken.Order.Id;
        }
    }
}

/// <summary>What was sent has arrived. Done again, it changes nothing.</summary>
internal sealed record ConfirmDelivery(Caller Caller, FulfilmentId FulfilmentId, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(FulfilmentBooks books, OrderNews news) : IRequestHandler<ConfirmDelivery, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(ConfirmDelivery command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            if (taken.This.Status == FulfilmentStatus.Delivered)
                return taken.Order.Id;
            if (!FulfilmentMoves.Allows(taken.This.Status, FulfilmentStatus.Delivered))
                return taken.This.RefuseAsItStands();
            taken.This.BecomeDelivered();
            news.Tell(taken.Order);
            return taken.Order.Id;
        }
    }
}

/// <summary>What is open of a fulfilment will not leave: it is free, and what was paid for it goes back. Done again, it changes nothing.</summary>
internal sealed record CancelFulfilment(Caller Caller, FulfilmentId FulfilmentId, string? Reason, Guid? OperationId) : ICommand<OrderId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<CancelFulfilment>
    {
        public Validator() => RuleFor(command => command.Reason).MaximumLength(400).WithMessage("Say it in at most 400 characters.");
    }

    internal sealed class Handler(FulfilmentBooks books) : IRequestHandler<CancelFulfilment, Result<OrderId>>
    {
        public async Task<Result<OrderId>> Handle(CancelFulfilment command, CancellationToken cancellationToken)
        {
            if (!(await books.TakeAsync(command.Caller, command.FulfilmentId, cancellationToken)).Try(out var taken, out var refusals))
                return new(refusals);
            if (taken.This.Status == FulfilmentStatus.Cancelled)
                return taken.Order.Id;
            if (!taken.This.CanStillChange && taken.This.Status is not (FulfilmentStatus.Waiting or FulfilmentStatus.InTransit))
                return taken.This.RefuseAsItStands();
            var given = await books.GiveUpAsync(
                taken, taken.This.OpenParts(), command.Reason ?? "It was called off.", command.Caller, cancellationToken);
            return given.IsRefused ? new Result<OrderId>(given.Refusals) : taken.Order.Id;
        }
    }
}

internal static class FulfilmentParts
{
    public static StockDemand[] OpenParts(this Fulfilment fulfilment) =>
        [.. fulfilment.Lines.Where(line => line.Open > 0).OrderBy(line => line.VariantId.Value).Select(line => new StockDemand(line.VariantId, line.Open))];

    /// <summary>The goods that are named, if all of them are open; without names all that are open.</summary>
    public static Result<StockDemand[]> PartsOf(this Fulfilment fulfilment, IReadOnlyList<StockDemand>? named)
    {
        if (named is null)
            return fulfilment.OpenParts();
        if (named.Count == 0 || named.Select(line => line.VariantId).Distinct().Count() != named.Count)
            return InvalidInput.At("lines", "Name at least one variant, and each once.");
        foreach (var line in named)
        {
            if (line.Quantity < 1 || line.Quantity > fulfilment.OpenOf(line.VariantId))
                return InvalidInput.At("lines", $"{line.Quantity} are named and {fulfilment.OpenOf(line.VariantId)} are open.");
        }

        return named.OrderBy(line => line.VariantId.Value).ToArray();
    }

    public static InvalidInput RefuseAsItStands(this Fulfilment fulfilment) => InvalidInput.At("fulfilmentId", fulfilment.Status switch
    {
        FulfilmentStatus.Open => "Its goods have not left yet.",
        FulfilmentStatus.Picking => "Its goods are being picked.",
        FulfilmentStatus.Ready => "Its goods wait to be collected.",
        FulfilmentStatus.Cancelled => "Nothing of it leaves any more.",
        FulfilmentStatus.Waiting => "Its goods have not come yet.",
        FulfilmentStatus.InTransit => "Its goods are on their way to where they are collected.",
        FulfilmentStatus.Arrived => "Its goods have come where they are collected, and have another fulfilment there.",
        _ => "Its goods have left. Return them instead.",
    });
}
