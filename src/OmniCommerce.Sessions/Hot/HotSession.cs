using System.Collections.Immutable;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Hot;

/// <summary>A copy of a session as the database had it, for the requests of the next moments. A session that has ended has no devices.</summary>
internal sealed record HotSession
{
    /// <summary>
    /// How long a copy is believed. News of changes travel in milliseconds, but may be lost; then a device that was removed is found out after
    /// this time, because the database is asked again.
    /// </summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    public required SessionId Id { get; init; }

    public required long Version { get; init; }

    public required CustomerId? CustomerId { get; init; }

    public required LocationId? LocationId { get; init; }

    public required string Locale { get; init; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Until when the copy is believed: never past the session's own end, which may have moved meanwhile.</summary>
    public required DateTimeOffset GoodUntil { get; init; }

    public required ImmutableArray<HotDevice> Devices { get; init; }

    public static HotSession Of(Session session, DateTimeOffset readAt) => new()
    {
        Id = session.Id,
        Version = session.Version,
        CustomerId = session.CustomerId,
        LocationId = session.LocationId,
        Locale = session.Locale,
        Currency = session.Currency,
        StartedAt = session.StartedAt,
        ExpiresAt = session.ExpiresAt,
        GoodUntil = session.Devices.Count > 0 && session.ExpiresAt < readAt + GoodFor ? session.ExpiresAt : readAt + GoodFor,
        Devices = [.. session.Devices.Select(device => new HotDevice(device, session))],
    };

    public bool HasEnded(DateTimeOffset now) => Devices.IsEmpty || ExpiresAt <= now;

    public HotDevice? DeviceOf(SecretHash token)
    {
        foreach (var device in Devices)
        {
            if (device.Token == token)
                return device;
        }

        return null;
    }

    public HotDevice? Find(DeviceId id) => Devices.FirstOrDefault(device => device.Id == id);

    public ShopperSession ToShopperSession() => new()
    {
        Id = Id,
        CustomerId = CustomerId,
        LocationId = LocationId,
        Locale = Locale,
        Currency = Currency,
        StartedAt = StartedAt,
        ExpiresAt = ExpiresAt,
    };
}

/// <summary>A device of a <see cref="HotSession"/>, with the caller that it is, made once for all its requests.</summary>
internal sealed class HotDevice(DeviceId id, SecretHash token, DateTimeOffset lastSeenAt, Caller caller)
{
    private static readonly long SeenAgainAfter = TimeSpan.FromMinutes(1).Ticks;

    private long _notedTicks = lastSeenAt.UtcTicks;

    public HotDevice(Device device, Session session)
        : this(
            device.Id,
            device.Token,
            device.LastSeenAt,
            new Caller(session.Id, device.Id, device.Name, device.Channel, session.CustomerId, device.LocationId, session.Currency, session.Locale))
    {
    }

    public DeviceId Id => id;

    public SecretHash Token => token;

    public DateTimeOffset LastSeenAt => lastSeenAt;

    public Caller Caller => caller;

    /// <summary>True for one caller of those who see the device within a minute: that one notes it.</summary>
    public bool IsWorthNoting(DateTimeOffset now)
    {
        var before = Volatile.Read(ref _notedTicks);
        return now.UtcTicks - before >= SeenAgainAfter && Interlocked.CompareExchange(ref _notedTicks, now.UtcTicks, before) == before;
    }
}
