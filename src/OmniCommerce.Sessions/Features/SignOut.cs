using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

/// <summary>The caller's device leaves its session; or, everywhere, all devices leave all sessions of the customer, or this one session of a guest.</summary>
internal sealed record SignOut(Caller Caller, bool Everywhere) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, SessionNews news, TimeProvider clock) : IRequestHandler<SignOut, Result<Done>>
    {
        public async Task<Result<Done>> Handle(SignOut command, CancellationToken cancellationToken)
        {
            if (command.Caller is not { SessionId: { } sessionId, DeviceId: { } deviceId })
                return new Forbidden("This device shares no session, so there is none to sign out of.");

            var now = clock.GetUtcNow();
            var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.Id == sessionId && s.ExpiresAt > now, cancellationToken);
            if (session is null)
                return default(Done);

            if (!command.Everywhere)
            {
                if (session.Remove(deviceId, now))
                    news.Tell(session);
                return default(Done);
            }

            IReadOnlyList<Session> all = session.CustomerId is { } customer
                ? await db.Set<Session>().Where(s => s.CustomerId == customer && s.ExpiresAt > now).ToListAsync(cancellationToken)
                : [session];
            foreach (var one in all)
            {
                one.End(now);
                news.Tell(one);
            }

            return default(Done);
        }
    }
}
