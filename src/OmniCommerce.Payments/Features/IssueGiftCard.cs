using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class IssueGiftCardHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<IssueGiftCard, Result<GiftCardId>>
{
    public async Task<Result<GiftCardId>> Handle(IssueGiftCard command, CancellationToken cancellationToken)
    {
        var code = command.Code.Trim();
        var normalized = GiftCard.Normalize(code);
        var before = await db.Set<GiftCard>().AsNoTracking().SingleOrDefaultAsync(card => card.NormalizedCode == normalized, cancellationToken);
        if (before is not null)
        {
            return new Money(before.Issued, before.Currency) == command.Amount
                ? before.Id
                : InvalidInput.At("code", $"The code '{code}' belongs to a gift card of another amount.");
        }

        var card = GiftCard.Issue(NewId.Of<GiftCardId>(clock), code, command.Amount, clock.GetUtcNow());
        db.Add(card);
        db.Add(new GiftCardEntry { GiftCardId = card.Id, Kind = GiftCardEntryKind.Issued, Reference = code, Amount = card.Issued, At = card.IssuedAt });
        return card.Id;
    }

    internal sealed class Validator : AbstractValidator<IssueGiftCard>
    {
        public Validator()
        {
            RuleFor(command => command.Code).Must(code => GiftCard.Normalize(code).Length is >= 8 and <= 64).WithMessage("A gift card's code has 8 to 64 characters.");
            RuleFor(command => command.Amount.MinorUnits).GreaterThan(0).WithMessage("A gift card is worth something.").OverridePropertyName("Amount");
        }
    }
}

internal sealed class FindGiftCardHandler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<FindGiftCard, GiftCardBalance?>
{
    public async Task<GiftCardBalance?> Handle(FindGiftCard request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var normalized = GiftCard.Normalize(request.Code);
        var card = await db.Set<GiftCard>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.NormalizedCode == normalized, cancellationToken);
        return card is null ? null : new GiftCardBalance(card.Code, card.Available);
    }
}
