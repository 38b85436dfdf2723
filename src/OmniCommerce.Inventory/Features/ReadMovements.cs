using Microsoft.EntityFrameworkCore;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Features;

/// <summary>Which movements somebody looks for; null for any.</summary>
internal sealed record MovementFilter(LocationId? LocationId, VariantId? VariantId, MovementKind? Kind, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>Reads the ledger of the stock, the latest first.</summary>
internal sealed class ReadMovements(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="GraphQLException">The cursor is none of this list.</exception>
    public async Task<Connection<BookedMovement>> PageAsync(MovementFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var movements = Found(db, filter);
        var from = InstantCursor.Of(page);
        if (from is { At: var at })
            movements = movements.Where(movement => movement.At <= at);

        var rows = await movements.OrderByDescending(movement => movement.At).ThenByDescending(movement => movement.Id)
            .Skip(from?.Shown ?? 0).Take(page.Size + 1).ToListAsync(cancellationToken);
        return page.Forward(InstantCursor.Edges(from, page, rows, row => row.At, Show), rows.Count > page.Size, token => CountAsync(filter, token));
    }

    private async ValueTask<int> CountAsync(MovementFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, filter).CountAsync(cancellationToken);
    }

    private static IQueryable<StockMovement> Found(CommerceDbContext db, MovementFilter filter)
    {
        var movements = db.Set<StockMovement>().AsNoTracking();
        if (filter.LocationId is { } location)
            movements = movements.Where(movement => movement.LocationId == location);
        if (filter.VariantId is { } variant)
            movements = movements.Where(movement => movement.VariantId == variant);
        if (filter.Kind is { } kind)
            movements = movements.Where(movement => movement.Kind == kind);
        if (filter.From is { } from)
            movements = movements.Where(movement => movement.At >= from);
        if (filter.Until is { } until)
            movements = movements.Where(movement => movement.At < until);
        return movements;
    }

    private static BookedMovement Show(StockMovement row) => new()
    {
        At = row.At,
        Kind = row.Kind,
        Quantity = row.Quantity,
        OnHandChange = MovementEffect.Of(row.Kind).OnHand * row.Quantity,
        Reference = row.Reference.Length == 0 ? null : row.Reference,
        Reason = row.ReasonCode,
        Note = row.Reason.Length == 0 ? null : row.Reason,
        VariantId = row.VariantId,
        LocationId = row.LocationId,
    };
}
