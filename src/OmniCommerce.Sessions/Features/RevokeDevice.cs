using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

/// <summary>Removes a device from the caller's session: a lost phone, a till that stayed behind.</summary>
internal sealed record RevokeDevice(Caller Caller, DeviceId DeviceId, Guid? OperationId) : ICommand<SessionId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, SessionNews news, TimeProvider clock) : IRequestHandler<RevokeDevice, Result<SessionId>>
    {
        public async Task<Result<SessionId>> Handle(RevokeDevice command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.Id == command.Caller.SessionId && s.ExpiresAt > now, cancellationToken);
            if (session is null)
                return new Forbidden("Only a device that shares a session can remove another from it. Start a session first.");
            if (!session.Remove(command.DeviceId, now))
                return new NotFound(command.DeviceId.ToString(), "device");

            news.Tell(session);
            return session.Id;
        }
    }
}
