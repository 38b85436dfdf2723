using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Hot;

/// <summary>
/// Where hot copies of sessions are kept. It may forget anything at any time and answer that it knows nothing: then the database is asked. It
/// never answers a copy that is no longer good, never one older than a copy it was given before, and it never fails.
/// </summary>
internal interface ISessionStore
{
    /// <summary>The session that the device with this token shares or shared; null when it is not known here.</summary>
    ValueTask<HotSession?> FindAsync(SecretHash token, CancellationToken cancellationToken);

    /// <summary>The session; null when it is not known here.</summary>
    ValueTask<HotSession?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Keeps the copy unless a newer one is here.</summary>
    void Put(HotSession session);

    /// <summary>Adds to what the session's devices did lately.</summary>
    void Note(SessionId id, Activity activity);

    /// <summary>What the session's devices did lately, as far as it is known here.</summary>
    ValueTask<Activity> ActivityAsync(SessionId id, CancellationToken cancellationToken);
}
