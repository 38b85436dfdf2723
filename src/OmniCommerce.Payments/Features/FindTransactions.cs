using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class TransactionsOfHandler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<TransactionsOf, ILookup<TenderId, TenderTransaction>>
{
    public async Task<ILookup<TenderId, TenderTransaction>> Handle(TransactionsOf request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tenders = await db.Set<OrderTender>().AsNoTracking().Include(tender => tender.Events)
            .Where(tender => request.TenderIds.Contains(tender.Id)).ToListAsync(cancellationToken);
        return tenders
            .SelectMany(tender => TenderTransactions.Of(tender, tender.Events).Select(transaction => (tender.Id, transaction)))
            .ToLookup(pair => pair.Id, pair => pair.transaction);
    }
}
