using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.Sessions.GraphQL;

[QueryType]
internal static class SessionQueries
{
    /// <summary>The caller's session; null when the request carries no session token.</summary>
    public static async Task<ShopperSession?> Session(Caller caller, IMediator mediator, CancellationToken cancellationToken) =>
        caller.SessionId is { } id ? await mediator.Send(new FindSession(id), cancellationToken) : null;
}

[ObjectType<ShopperSession>]
internal static class SessionType
{
    /// <summary>Every device that shares this session, the newest activity first.</summary>
    public static async Task<IReadOnlyList<SessionDevice>> Devices(
        [Parent] ShopperSession session, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var devices = await mediator.Send(new DevicesOf(session.Id), cancellationToken);
        return [.. devices.Select(device => new SessionDevice(device.Id, device.Name, device.Channel, device.LastSeenAt, device.Id == caller.DeviceId))];
    }

    [NodeResolver]
    public static async ValueTask<ShopperSession?> FindAsync(SessionId id, Caller caller, IMediator mediator, CancellationToken cancellationToken) =>
        id == caller.SessionId ? await mediator.Send(new FindSession(id), cancellationToken) : null;
}

/// <summary>A device that shares a session.</summary>
/// <param name="Id">The device's id.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Channel">The channel it acts on.</param>
/// <param name="LastSeenAt">When it last asked for something, give or take a minute.</param>
/// <param name="Current">Whether it is the device that asks.</param>
internal sealed record SessionDevice(DeviceId Id, string Name, Channel Channel, DateTimeOffset LastSeenAt, bool Current);
