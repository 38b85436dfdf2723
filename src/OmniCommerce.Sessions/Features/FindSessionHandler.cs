using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

internal sealed class FindSessionHandler(LiveSessions sessions, TimeProvider clock) : IRequestHandler<FindSession, ShopperSession?>
{
    public async Task<ShopperSession?> Handle(FindSession request, CancellationToken cancellationToken) =>
        await sessions.FindAsync(request.SessionId, 0, cancellationToken) is { } session && !session.HasEnded(clock.GetUtcNow())
            ? session.ToShopperSession()
            : null;
}

internal sealed class FindShopperHandler(CommerceDbContext db) : IRequestHandler<FindShopper, CustomerId?>
{
    public Task<CustomerId?> Handle(FindShopper request, CancellationToken cancellationToken) =>
        db.Set<Session>().Where(session => session.Id == request.SessionId).Select(session => session.CustomerId).SingleOrDefaultAsync(cancellationToken);
}

/// <summary>The devices that share a session, the newest activity first; none when it has ended.</summary>
internal sealed record DevicesOf(SessionId SessionId) : IRequest<IReadOnlyList<SharingDevice>>
{
    internal sealed class Handler(LiveSessions sessions) : IRequestHandler<DevicesOf, IReadOnlyList<SharingDevice>>
    {
        public async Task<IReadOnlyList<SharingDevice>> Handle(DevicesOf request, CancellationToken cancellationToken)
        {
            if (await sessions.FindAsync(request.SessionId, 0, cancellationToken) is not { } session)
                return [];
            var seen = await sessions.SeenAsync(session, cancellationToken);
            return
            [
                .. session.Devices
                    .Select(device => new SharingDevice(device.Id, device.Caller.DeviceName, device.Caller.Channel, seen[device.Id]))
                    .OrderByDescending(device => device.LastSeenAt),
            ];
        }
    }
}

/// <summary>A device that shares a session.</summary>
internal sealed record SharingDevice(DeviceId Id, string Name, Channel Channel, DateTimeOffset LastSeenAt);
