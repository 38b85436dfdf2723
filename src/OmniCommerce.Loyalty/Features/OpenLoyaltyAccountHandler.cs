using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Loyalty.Features;

internal sealed class OpenLoyaltyAccountHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<OpenLoyaltyAccount, Result<LoyaltyAccountId>>
{
    public async Task<Result<LoyaltyAccountId>> Handle(OpenLoyaltyAccount command, CancellationToken cancellationToken)
    {
        var found = await db.Set<MemberAccount>()
            .Where(account => account.CustomerId == command.CustomerId)
            .Select(account => account.Id)
            .ToListAsync(cancellationToken);
        if (found is [var existing])
            return existing;

        var opened = new MemberAccount
        {
            Id = NewId.Of<LoyaltyAccountId>(clock),
            CustomerId = command.CustomerId,
            Number = await FreeNumberAsync(cancellationToken),
            OpenedAt = clock.GetUtcNow(),
        };
        db.Add(opened);

        // Points may be granted in the same transaction, by an update that must find the account.
        await db.SaveChangesAsync(cancellationToken);
        return opened.Id;
    }

    private async Task<string> FreeNumberAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var number = MemberNumber.Random();
            if (!await db.Set<MemberAccount>().AnyAsync(account => account.Number == number, cancellationToken))
                return number;
        }
    }
}
