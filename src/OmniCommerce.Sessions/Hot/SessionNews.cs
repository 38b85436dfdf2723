using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Hot;

/// <summary>Lets a command's change of a session be seen as soon as it is committed: by this node's next request, and by all who follow the session.</summary>
internal sealed class SessionNews(CommitActions commit, ISessionStore store, IBroadcast broadcast, TimeProvider clock)
{
    public void Tell(Session session) => commit.AfterCommit(() =>
    {
        store.Put(HotSession.Of(session, clock.GetUtcNow()));
        broadcast.Publish(SessionChanged.Topic(session.Id), new SessionChanged(session.Id, session.Version));
    });
}
