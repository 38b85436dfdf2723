using FluentValidation;
using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

internal sealed class RecordUnlinkedReturnHandler(CommerceDbContext db, IMediator mediator, OrderNews news, TimeProvider clock)
    : IRequestHandler<RecordUnlinkedReturn, Result<ReturnId>>
{
    public async Task<Result<ReturnId>> Handle(RecordUnlinkedReturn command, CancellationToken cancellationToken)
    {
        if (command.Caller is not { IsTill: true, LocationId: { } location })
            return new Forbidden("Only a till pays for goods that nobody sold here.");

        var id = NewId.Of<ReturnId>(clock);
        var lines = command.Lines.Select((line, i) => new OrderReturnLine
        {
            ReturnId = id,
            Position = i,
            OrderLineId = null,
            VariantId = line.VariantId,
            Quantity = line.Quantity,
            Refunded = line.UnitPrice.MinorUnits * line.Quantity,
            Condition = line.Condition,
            ReasonCode = null,
            Reason = null,
        }).ToList();
        foreach (var line in lines.OrderBy(line => line.VariantId.Value))
        {
            var taken = await mediator.Send(new TakeStockBack(id, line.VariantId, location, line.Quantity, line.Condition, command.At), cancellationToken);
            if (taken.IsRefused)
                return new(taken.Refusals);
        }

        var refunded = new Money(lines.Sum(line => line.Refunded), command.Caller.Currency);
        db.Add(new OrderReturn
        {
            Id = id,
            OrderId = null,
            CustomerId = command.CustomerId,
            LocationId = location,
            Channel = command.Caller.Channel,
            Currency = command.Caller.Currency,
            Refunded = refunded.MinorUnits,
            PointsReversed = 0,
            Reference = command.Reference,
            ApprovedBy = command.ApprovedBy,
            At = command.At ?? clock.GetUtcNow(),
            Lines = lines,
        });
        news.Tell(id, new ItemsReturned(null, null, location, lines.Sum(line => line.Quantity), refunded, PointsReversed: 0));
        return id;
    }

    internal sealed class Validator : AbstractValidator<RecordUnlinkedReturn>
    {
        public Validator()
        {
            RuleFor(command => command.Lines).NotEmpty().WithMessage("Say what comes back.");
            RuleFor(command => command.Reference).NotEmpty().MaximumLength(100).WithMessage("Say in at most 100 characters what it refers to.");
            RuleForEach(command => command.Lines).ChildRules(line => line.RuleFor(l => l.Quantity).GreaterThan(0).WithMessage("Return at least one."));
            RuleForEach(command => command.Lines)
                .Must((command, line) => line.UnitPrice.Currency == command.Caller.Currency && line.UnitPrice.MinorUnits >= 0)
                .WithMessage(command => $"What is paid for it is an amount of {command.Caller.Currency}.");
        }
    }
}
