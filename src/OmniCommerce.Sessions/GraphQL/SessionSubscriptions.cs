using System.Runtime.CompilerServices;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.GraphQL;

[SubscriptionType]
internal static class SessionSubscriptions
{
    /// <summary>Every change of the caller's session: a device joined or left, the shopper signed in. Ends when this device shares it no longer.</summary>
    public static IAsyncEnumerable<ShopperSession> SessionChanged(Caller caller, IBroadcast broadcast, LiveSessions sessions, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (caller is not { SessionId: { } session, DeviceId: { } device })
            throw new GraphQLException("This request carries no valid session token. Start a session first.", "NOT_AUTHENTICATED");
        var changes = broadcast.Listen<SessionChanged>(Contracts.SessionChanged.Topic(session), cancellationToken);
        return ReadAsync(changes, device, sessions, clock, cancellationToken);
    }

    private static async IAsyncEnumerable<ShopperSession> ReadAsync(
        IAsyncEnumerable<SessionChanged> changes, DeviceId device, LiveSessions sessions, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in changes.WithCancellation(cancellationToken))
        {
            var session = await sessions.FindAsync(change.SessionId, change.Version, cancellationToken);
            if (session is null || session.HasEnded(clock.GetUtcNow()) || session.Find(device) is null)
                yield break;
            yield return session.ToShopperSession();
        }
    }
}
