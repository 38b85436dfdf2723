using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.Loyalty.Features;

internal sealed class GrantPointsHandler(Ledger ledger) : IRequestHandler<GrantPoints, Result<Done>>
{
    public async Task<Result<Done>> Handle(GrantPoints command, CancellationToken cancellationToken)
    {
        if (await ledger.LockAsync(command.CustomerId, cancellationToken) is not { } account)
            return new NotFound(command.CustomerId.ToString(), "loyalty account");
        if (await ledger.MovementsOf(account).AnyAsync(m => m.Kind == PointsMovementKind.Grant && m.Reference == command.Reference, cancellationToken))
            return default(Done);

        await ledger.BookAsync(
            ledger.Movement(account, PointsMovementKind.Grant, command.Points, PointsPot.Issue, PointsPot.Member, command.Reference), cancellationToken);
        return default(Done);
    }

    internal sealed class Validator : AbstractValidator<GrantPoints>
    {
        public Validator()
        {
            RuleFor(command => command.Points).GreaterThan(0).WithMessage("Grant at least one point.");
            RuleFor(command => command.Reference).NotEmpty().MaximumLength(400).WithMessage("Say in 1 to 400 characters what the points are for.");
        }
    }
}
