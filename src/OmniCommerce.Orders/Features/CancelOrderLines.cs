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

internal sealed class CancelOrderLinesHandler(IMediator mediator) : IRequestHandler<CancelOrderLines, Result<ReturnedItems>>
{
    public async Task<Result<ReturnedItems>> Handle(CancelOrderLines request, CancellationToken cancellationToken)
    {
        var booked = await mediator.Send(
            new BookLinesCancelled(request.Caller, request.OrderId, request.Lines, request.Reason, request.Version, request.OperationId), cancellationToken);
        if (!booked.IsRefused)
            await mediator.Send(new SendRefunds(request.OrderId), cancellationToken);
        return booked;
    }

    internal sealed class Validator : AbstractValidator<CancelOrderLines>
    {
        private const int MaxLines = 1_000;

        public Validator()
        {
            RuleFor(request => request.Lines).Must(lines => lines.Count is > 0 and <= MaxLines).WithMessage($"Call off 1 to {MaxLines} lines.");
            RuleForEach(request => request.Lines).ChildRules(line => line.RuleFor(l => l.Quantity).GreaterThan(0).WithMessage("Call off at least one."));
            RuleFor(request => request.Reason).MaximumLength(400).WithMessage("Say it in at most 400 characters.");
        }
    }
}

/// <summary>Calls a part of an order off in the books.</summary>
internal sealed record BookLinesCancelled(
    Caller Caller, OrderId OrderId, IReadOnlyList<CancelLine> Lines, string? Reason, int? Version, Guid? OperationId)
    : ICommand<ReturnedItems>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, FulfilmentBooks fulfilments) : IRequestHandler<BookLinesCancelled, Result<ReturnedItems>>
    {
        public async Task<Result<ReturnedItems>> Handle(BookLinesCancelled command, CancellationToken cancellationToken)
        {
            var order = await db.LockOrderAsync(command.OrderId, withLines: true, cancellationToken);
            if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
                return new([refusal]);
            if (OrderRows.ChangedSince(order!, command.Version) is { } conflict)
                return conflict;
            if (!GoodsToGiveBack.Waits(order!, command.Lines, command.Reason).Try(out var parts, out var refusals))
                return new(refusals);
            return await fulfilments.CallOffAsync(order!, parts, new GivenBackBy(command.Caller, command.Reason, null, null), cancellationToken);
        }
    }
}
