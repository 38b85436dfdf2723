using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Sessions.Domain;

/// <summary>One shopper's session, shared by devices that each have a token of their own. It ends when it is not used for a while, or with its last device.</summary>
internal sealed class Session : IVersioned
{
    public const int MaxDevices = 20;

    private readonly List<Device> _devices = [];

    private Session()
    {
    }

    public SessionId Id { get; private init; }

    public long Version { get; private set; }

    public CustomerId? CustomerId { get; private set; }

    public LocationId? LocationId { get; private set; }

    public required string Locale { get; init; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public IReadOnlyList<Device> Devices => _devices;

    public static Session Start(SessionId id, string locale, Currency currency, Device first, DateTimeOffset now, TimeSpan lifetime)
    {
        var session = new Session { Id = id, Locale = locale, Currency = currency, StartedAt = now, ExpiresAt = now + lifetime };
        session.Add(first);
        return session;
    }

    public bool HasEnded(DateTimeOffset now) => ExpiresAt <= now;

    public Result<Done> Join(Device device)
    {
        if (_devices.Count >= MaxDevices)
            return InvalidInput.At("device", $"{MaxDevices} devices share this session, which is the most. Let one leave first.");
        Add(device);
        return default(Done);
    }

    public void SignIn(CustomerId customer)
    {
        CustomerId = customer;
        Version++;
    }

    /// <summary>The device's token is worth nothing from now on. The last device takes the session with it.</summary>
    /// <returns>False when it does not share the session.</returns>
    public bool Remove(DeviceId id, DateTimeOffset now)
    {
        if (_devices.RemoveAll(device => device.Id == id) == 0)
            return false;
        if (_devices.Count == 0)
            ExpiresAt = now;
        Version++;
        return true;
    }

    public void End(DateTimeOffset now)
    {
        _devices.Clear();
        ExpiresAt = now;
        Version++;
    }

    /// <summary>A hand-off code is made for it. Changes nothing else, but of two that are made at once the second counts the first.</summary>
    public void OfferHandOff() => Version++;

    private void Add(Device device)
    {
        _devices.Add(device);
        if (device.Channel is Channel.Pos)
            LocationId = device.LocationId;
        Version++;
    }
}

/// <summary>A device that shares a session.</summary>
internal sealed class Device
{
    private Device()
    {
    }

    public DeviceId Id { get; private init; }

    /// <summary>Set when it is stored with its session.</summary>
    public SessionId SessionId { get; private init; }

    public SecretHash Token { get; private init; }

    public required string Name { get; init; }

    public Channel Channel { get; private init; }

    public LocationId? LocationId { get; private init; }

    /// <summary>When it was last seen, give or take a minute; written past the aggregate, see <see cref="Activity"/>.</summary>
    public DateTimeOffset LastSeenAt { get; private init; }

    public static Device Of(DeviceId id, DeviceClaim claim, SecretHash token, DateTimeOffset now) => new()
    {
        Id = id,
        Token = token,
        Name = claim.Name.Trim(),
        Channel = claim.Channel,
        LocationId = claim.LocationId,
        LastSeenAt = now,
    };
}
