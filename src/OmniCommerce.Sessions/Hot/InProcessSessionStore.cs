using OmniCommerce.Kernel;
using OmniCommerce.Platform.Memory;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Hot;

/// <summary>Hot copies in the memory of one node: all of them for a single node, the nearest for one of many.</summary>
internal sealed class InProcessSessionStore(SessionsOptions options, TimeProvider clock) : ISessionStore
{
    private readonly RecentMap<SessionId, Slot> _sessions = new(options.HotSessions);
    private readonly RecentMap<SecretHash, Owner> _owners = new(2 * options.HotSessions);

    public ValueTask<HotSession?> FindAsync(SecretHash token, CancellationToken cancellationToken) => new(Find(token));

    public ValueTask<HotSession?> FindAsync(SessionId id, CancellationToken cancellationToken) => new(Find(id));

    public HotSession? Find(SecretHash token) => _owners.Find(token) is { } owner ? Find(owner.SessionId) : null;

    public HotSession? Find(SessionId id) => _sessions.Find(id)?.Session is { } session && session.GoodUntil > clock.GetUtcNow() ? session : null;

    public void Put(HotSession session)
    {
        _sessions.Change(session.Id, slot => slot is null ? new Slot(session.Version, session, Activity.None) : slot.Take(session));
        foreach (var device in session.Devices)
        {
            if (_owners.Find(device.Token) is null)
                _owners.Change(device.Token, _ => new Owner(session.Id));
        }
    }

    public void Note(SessionId id, Activity activity) =>
        _sessions.Change(id, slot => (slot ?? new Slot(0, null, Activity.None)).Add(activity));

    public ValueTask<Activity> ActivityAsync(SessionId id, CancellationToken cancellationToken) => new(ActivityOf(id));

    public Activity ActivityOf(SessionId id) => _sessions.Find(id)?.Activity ?? Activity.None;

    /// <summary>The session whose device has this token, though its copy may be gone; a token never goes to another session.</summary>
    public SessionId? OwnerOf(SecretHash token) => _owners.Find(token)?.SessionId;

    /// <summary>Takes no copy from now on that is older than this version.</summary>
    public void Outdate(SessionId id, long version) =>
        _sessions.Change(id, slot => slot is null ? new Slot(version, null, Activity.None) : slot.Version < version ? slot with { Version = version, Session = null } : slot);

    private sealed record Owner(SessionId SessionId);

    private sealed record Slot(long Version, HotSession? Session, Activity Activity)
    {
        public Slot Take(HotSession session)
        {
            if (session.Version < Version || (session.Version == Version && session.GoodUntil < Session?.GoodUntil))
                return this;
            return this with { Version = session.Version, Session = session };
        }

        public Slot Add(Activity activity) => this with { Activity = Activity.Merge(activity) };
    }
}
