using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.Loyalty.Features;

internal sealed class GivePointsBackHandler(Ledger ledger) : IRequestHandler<GivePointsBack, Result<Done>>
{
    public async Task<Result<Done>> Handle(GivePointsBack command, CancellationToken cancellationToken)
    {
        if (await ledger.LockAsync(command.OrderId, cancellationToken) is not { } account)
            return TooMany(0);

        var ofOrder = ledger.MovementsOf(account).Where(movement => movement.OrderId == command.OrderId);
        if (await ofOrder.AnyAsync(m => m.Kind == PointsMovementKind.GiveBack && m.Reference == command.Reference, cancellationToken))
            return default(Done);
        var spent = await ofOrder.Where(movement => movement.Kind == PointsMovementKind.Spend).SumAsync(movement => movement.Points, cancellationToken);
        var given = await ofOrder.Where(movement => movement.Kind == PointsMovementKind.GiveBack).SumAsync(movement => movement.Points, cancellationToken);
        if (command.Points > spent - given)
            return TooMany(spent - given);

        var back = ledger.Movement(
            account, PointsMovementKind.GiveBack, command.Points, PointsPot.Spent, PointsPot.Member, command.Reference, order: command.OrderId);
        await ledger.BookAsync(back, cancellationToken);
        return default(Done);
    }

    private static InvalidInput TooMany(long left) => InvalidInput.At("points", $"Of the points spent on the order {left} are left to give back.");

    internal sealed class Validator : AbstractValidator<GivePointsBack>
    {
        public Validator() => RuleFor(command => command.Points).GreaterThan(0).WithMessage("Give at least one point back.");
    }
}
