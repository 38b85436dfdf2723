using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Features;

/// <summary>Counts the changes of the endpoints.</summary>
internal sealed class EndpointChanges(IDbContextFactory<CommerceDbContext> contexts, IBroadcast broadcast, TimeProvider clock)
    : ChangeCounter("webhooks", contexts, broadcast, clock);

/// <summary>Which endpoint wants which events, as this node remembers it until it changes: asked for every event.</summary>
internal sealed class EndpointMemory(IDbContextFactory<CommerceDbContext> contexts, EndpointChanges changes)
{
    private Remembered _remembered = new(-1, []);

    /// <summary>The endpoints that want events of this name and are not disabled.</summary>
    public async ValueTask<IReadOnlyList<Guid>> WantingAsync(string type, CancellationToken cancellationToken)
    {
        var remembered = Volatile.Read(ref _remembered);
        if (!changes.TryCurrent(out var version) || version > remembered.Version)
            remembered = await RefreshAsync(cancellationToken);
        return remembered.All is [] ? [] : [.. remembered.All.Where(endpoint => EventNames.Want(endpoint.Types, type)).Select(endpoint => endpoint.Id)];
    }

    private async Task<Remembered> RefreshAsync(CancellationToken cancellationToken)
    {
        var version = await changes.CurrentAsync(cancellationToken);
        var remembered = Volatile.Read(ref _remembered);
        if (version <= remembered.Version)
            return remembered;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Endpoint>().Where(endpoint => endpoint.DisabledAt == null)
            .Select(endpoint => new Wish(endpoint.Id, endpoint.Types)).ToListAsync(cancellationToken);

        // Two who read at once may leave the older one here; it is read again with the next event.
        var next = new Remembered(version, rows);
        Volatile.Write(ref _remembered, next);
        return next;
    }

    private sealed record Wish(Guid Id, string Types);

    private sealed record Remembered(long Version, IReadOnlyList<Wish> All);
}
