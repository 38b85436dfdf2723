using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Persistence;

namespace OmniCommerce.Sessions.Hot;

/// <summary>Finds sessions fast: the hot copy first, and the database when there is none. Safe to use from several threads.</summary>
internal sealed class LiveSessions(
    ISessionStore store, ActivityJournal journal, IDbContextFactory<CommerceDbContext> databases, SessionsOptions options, TimeProvider clock)
{
    // Extending at every use would write at every use.
    private static readonly TimeSpan ExtendedAtMostEvery = TimeSpan.FromHours(1);

    /// <summary>The session that the device with this token shares; null, or a session without the device, when it shares none.</summary>
    public ValueTask<HotSession?> FindAsync(SecretHash token, CancellationToken cancellationToken)
    {
        var found = store.FindAsync(token, cancellationToken);
        return found is { IsCompletedSuccessfully: true, Result: not null } ? found : ElseReadAsync(found, token, cancellationToken);
    }

    /// <summary>The session; null when there is none. It may have ended.</summary>
    /// <param name="id">The session.</param>
    /// <param name="atLeast">The version that is known to stand.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<HotSession?> FindAsync(SessionId id, long atLeast, CancellationToken cancellationToken)
    {
        var hot = await store.FindAsync(id, cancellationToken);
        return hot is not null && hot.Version >= atLeast ? hot : await ReadAsync(id, cancellationToken);
    }

    public void Saw(HotSession session, HotDevice device)
    {
        var now = clock.GetUtcNow();
        if (!device.IsWorthNoting(now))
            return;

        DateTimeOffset? expiresAt = now + options.Lifetime - session.ExpiresAt >= ExtendedAtMostEvery ? now + options.Lifetime : null;
        var activity = Activity.OfDevice(device.Id, now, expiresAt);
        journal.Note(session.Id, activity);
        store.Note(session.Id, activity);
        if (expiresAt is { } later)
            store.Put(session with { ExpiresAt = later });
    }

    public void Viewed(SessionId id, ProductId product)
    {
        var activity = Activity.OfView(product, clock.GetUtcNow());
        journal.Note(id, activity);
        store.Note(id, activity);
    }

    public async Task<IReadOnlyList<View>> ViewsAsync(SessionId id, CancellationToken cancellationToken)
    {
        var hot = await store.ActivityAsync(id, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await db.Set<SessionView>().AsNoTracking().Where(view => view.SessionId == id).ToListAsync(cancellationToken);
        return Activity.Newest(hot.Views.Concat(journal.Of(id).Views).Concat(stored.Select(view => new View(view.ProductId, view.ViewedAt))));
    }

    /// <summary>When each device of the session was last seen.</summary>
    public async Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> SeenAsync(HotSession session, CancellationToken cancellationToken)
    {
        var hot = await store.ActivityAsync(session.Id, cancellationToken);
        return session.Devices.Aggregate(hot, (seen, device) => seen.Merge(Activity.OfDevice(device.Id, device.LastSeenAt, null))).Seen;
    }

    private async ValueTask<HotSession?> ElseReadAsync(ValueTask<HotSession?> found, SecretHash token, CancellationToken cancellationToken)
    {
        if (await found is { } hot)
            return hot;

        SessionId? owner;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            owner = await db.Set<Device>().Where(device => device.Token == token).Select(device => (SessionId?)device.SessionId).SingleOrDefaultAsync(cancellationToken);
        }

        return owner is { } id ? await ReadAsync(id, cancellationToken) : null;
    }

    private async Task<HotSession?> ReadAsync(SessionId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var session = await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (session is null)
            return null;

        var hot = HotSession.Of(session, now);
        store.Put(hot);
        return hot;
    }
}
