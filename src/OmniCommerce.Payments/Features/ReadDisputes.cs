using System.Globalization;
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
        var (at, count) = page.After is { } cursor ? Read(cursor) : (DateTimeOffset.MaxValue, 0);
        if (page.After is not null)
            disputes = disputes.Where(dispute => dispute.OpenedAt <= at);

        var rows = await disputes.OrderByDescending(dispute => dispute.OpenedAt).ThenByDescending(dispute => dispute.ProviderId)
            .Skip(count).Take(page.Size + 1).ToListAsync(cancellationToken);
        var edges = new List<Edge<PaymentDispute>>(page.Size);
        foreach (var row in rows.Take(page.Size))
        {
            (at, count) = row.OpenedAt == at ? (at, count + 1) : (row.OpenedAt, 1);
            edges.Add(new Edge<PaymentDispute>(string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}-{count}"), row.ToContract()));
        }

        var info = new PageInfo(rows.Count > page.Size, page.After is not null, edges.Count > 0 ? edges[0].Cursor : null, edges.Count > 0 ? edges[^1].Cursor : null);
        return new Connection<PaymentDispute>(edges, info, token => CountAsync(state, token));
    }

    private async ValueTask<int> CountAsync(DisputeState? state, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, state).CountAsync(cancellationToken);
    }

    private static IQueryable<TenderDispute> Found(CommerceDbContext db, DisputeState? state) => state is { } wanted
        ? db.Set<TenderDispute>().AsNoTracking().Where(dispute => dispute.State == wanted)
        : db.Set<TenderDispute>().AsNoTracking();

    // An instant, and how many of that instant were shown.
    private static (DateTimeOffset At, int Count) Read(string cursor) =>
        cursor.Split('-') is [var ticks, var count]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
            ? (new DateTimeOffset(at, TimeSpan.Zero), shown)
            : throw PageRequest.UnknownCursor(cursor);
}
