using FluentValidation;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

internal sealed class ReturnItemsHandler(IMediator mediator) : IRequestHandler<ReturnItems, Result<ReturnedItems>>
{
    public async Task<Result<ReturnedItems>> Handle(ReturnItems request, CancellationToken cancellationToken)
    {
        var booked = await mediator.Send(
            new BookReturn(request.Caller, request.OrderId, request.Lines, request.LocationId, request.OperationId, request.At), cancellationToken);
        if (!booked.IsRefused)
            await mediator.Send(new SendRefunds(request.OrderId), cancellationToken);
        return booked;
    }

    internal sealed class Validator : AbstractValidator<ReturnItems>
    {
        public Validator() => RuleFor(request => request.Lines).MustBeReturnable();
    }
}

internal static class ReturnRules
{
    private const int MaxLines = 1_000;
    private const int LongestReason = 400;

    /// <summary>Refuses no lines, too many, none of a line, and reasons that are essays.</summary>
    public static void MustBeReturnable<T>(this IRuleBuilderInitial<T, IReadOnlyList<ReturnLine>> lines) => lines
        .Must(some => some.Count is > 0 and <= MaxLines).WithMessage($"Return 1 to {MaxLines} lines.")
        .ForEach(each => each.ChildRules(line =>
        {
            line.RuleFor(l => l.Quantity).GreaterThan(0).WithMessage("Return at least one.");
            line.RuleFor(l => l.Reason).MaximumLength(LongestReason).WithMessage($"Say it in at most {LongestReason} characters.");
        }));
}

/// <summary>Takes goods of an order back in the books.</summary>
internal sealed record BookReturn(
    Caller Caller, OrderId OrderId, IReadOnlyList<ReturnLine> Lines, LocationId? LocationId, Guid? OperationId, DateTimeOffset? At, string? Reference = null)
    : ICommand<ReturnedItems>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, GoodsBack goodsBack, FulfilmentBooks fulfilments) : IRequestHandler<BookReturn, Result<ReturnedItems>>
    {
        public async Task<Result<ReturnedItems>> Handle(BookReturn command, CancellationToken cancellationToken)
        {
            var order = await db.LockOrderAsync(command.OrderId, withLines: true, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (order!.Status == OrderStatus.Cancelled)
                return InvalidInput.At("orderId", "The order was called off: there is nothing to return.");
            if (!GoodsToGiveBack.Of(order, command.Lines).Try(out var goods, out var refusals))
                return new(refusals);
            var by = new GivenBackBy(command.Caller, command.Lines[0].Reason, command.Reference, command.At);
            return goods.HaveLeft
                ? await goodsBack.ReturnAsync(order, goods.Parts, command.LocationId, by, cancellationToken)
                : await fulfilments.CallOffAsync(order, goods.Parts, by, cancellationToken);
        }
    }
}
