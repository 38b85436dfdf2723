using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.Loyalty.Features;

/// <summary>Points that a hold takes, gives back, or spends on its order.</summary>
internal sealed class HoldPointsHandler(Ledger ledger)
    : IRequestHandler<HoldPoints, Result<Done>>, IRequestHandler<ReleasePoints, Result<Done>>, IRequestHandler<SpendHeldPoints, Result<Done>>
{
    public async Task<Result<Done>> Handle(HoldPoints command, CancellationToken cancellationToken)
    {
        if (await ledger.LockAsync(command.CustomerId, cancellationToken) is not { } account)
            return InvalidInput.At("points", "There is no loyalty account to take points from.");

        var more = command.Points - await ledger.HeldByAsync(account, command.HoldId, cancellationToken);
        if (more < 0)
            await GiveBackAsync(account, command.HoldId, -more, cancellationToken);
        if (more <= 0)
            return default(Done);

        var hold = ledger.Movement(
            account,
            PointsMovementKind.Hold,
            more,
            PointsPot.Member,
            PointsPot.Holds,
            await NextReferenceAsync(account, command.HoldId, cancellationToken),
            command.HoldId);
        return await ledger.BookAsync(hold, cancellationToken)
            ? default(Done)
            : InvalidInput.At("points", $"The account has fewer than {command.Points} points free. Use fewer.");
    }

    public async Task<Result<Done>> Handle(ReleasePoints command, CancellationToken cancellationToken)
    {
        if (await ledger.LockAsync(command.HoldId, cancellationToken) is { } account
            && await ledger.HeldByAsync(account, command.HoldId, cancellationToken) is > 0 and var held)
            await GiveBackAsync(account, command.HoldId, held, cancellationToken);
        return default(Done);
    }

    public async Task<Result<Done>> Handle(SpendHeldPoints command, CancellationToken cancellationToken)
    {
        if (await ledger.LockAsync(command.HoldId, cancellationToken) is { } account
            && await ledger.HeldByAsync(account, command.HoldId, cancellationToken) is > 0 and var held)
        {
            var spent = ledger.Movement(
                account, PointsMovementKind.Spend, held, PointsPot.Holds, PointsPot.Spent, command.OrderId.ToString(), command.HoldId, command.OrderId);
            await ledger.BookAsync(spent, cancellationToken);
        }

        return default(Done);
    }

    private async Task GiveBackAsync(LoyaltyAccountId account, HoldId hold, long points, CancellationToken cancellationToken)
    {
        var reference = await NextReferenceAsync(account, hold, cancellationToken);
        await ledger.BookAsync(
            ledger.Movement(account, PointsMovementKind.Release, points, PointsPot.Holds, PointsPot.Member, reference, hold), cancellationToken);
    }

    // A hold may change how much it has, so its movements are numbered.
    private async Task<string> NextReferenceAsync(LoyaltyAccountId account, HoldId hold, CancellationToken cancellationToken)
    {
        var before = await ledger.MovementsOf(account).CountAsync(movement => movement.HoldId == hold, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{hold}#{before + 1}");
    }

    internal sealed class Validator : AbstractValidator<HoldPoints>
    {
        public Validator() => RuleFor(command => command.Points).GreaterThan(0).WithMessage("Pay with at least one point.");
    }
}
