using Microsoft.EntityFrameworkCore;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class ReadDisputes(IDbContextFactory<CommerceDbContext> contexts) : IDisputes
{
    public async Task<Connection<PaymentDispute>> PageAsync(DisputeState? state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var disputes = Found(db, state);
        var from = InstantCursor.Of(page);
        if (from is { At: var at })
            disputes = disputes.Where(dispute => dispute.OpenedAt <= at);

        var rows = await disputes.OrderByDescending(dispute => dispute.OpenedAt).ThenByDescending(dispute => dispute.ProviderId)
            .Skip(from?.Shown ?? 0).Take(page.Size + 1).ToListAsync(cancellationToken);
        return page.Forward(
            InstantCursor.Edges(from, page, rows, row => row.OpenedAt, row => row.ToContract()), rows.Count > page.Size, token => CountAsync(state, token));
    }

    private async ValueTask<int> CountAsync(DisputeState? state, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, state).CountAsync(cancellationToken);
    }

    private static IQueryable<TenderDispute> Found(CommerceDbContext db, DisputeState? state) => state is { } wanted
        ? db.Set<TenderDispute>().AsNoTracking().Where(dispute => dispute.State == wanted)
        : db.Set<TenderDispute>().AsNoTracking();
}
