using System.Text.Json;
using System.Text.Json.Serialization;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Hot;

/// <summary>A <see cref="HotSession"/> as nodes hand it to each other, in JSON.</summary>
internal sealed record SessionCopy(
    Guid Id,
    long Version,
    Guid? CustomerId,
    Guid? LocationId,
    string Locale,
    string Currency,
    DateTimeOffset StartedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset GoodUntil,
    SessionCopy.Device[] Devices)
{
    public static byte[] Write(HotSession session) => JsonSerializer.SerializeToUtf8Bytes(Of(session), SessionCopyJson.Default.SessionCopy);

    /// <summary>Null for what another version of the program wrote and this one cannot read.</summary>
    public static HotSession? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SessionCopyJson.Default.SessionCopy)?.ToHotSession();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SessionCopy Of(HotSession session) => new(
        session.Id.Value,
        session.Version,
        session.CustomerId?.Value,
        session.LocationId?.Value,
        session.Locale,
        session.Currency.Code,
        session.StartedAt,
        session.ExpiresAt,
        session.GoodUntil,
        [.. session.Devices.Select(Device.Of)]);

    private HotSession ToHotSession() => new()
    {
        Id = new SessionId(Id),
        Version = Version,
        CustomerId = CustomerId is { } customer ? new CustomerId(customer) : null,
        LocationId = LocationId is { } location ? new LocationId(location) : null,
        Locale = Locale,
        Currency = Kernel.Currency.Of(Currency),
        StartedAt = StartedAt,
        ExpiresAt = ExpiresAt,
        GoodUntil = GoodUntil,
        Devices = [.. Devices.Select(device => device.ToHotDevice(this))],
    };

    internal sealed record Device(Guid Id, byte[] Token, string Name, Channel Channel, Guid? LocationId, DateTimeOffset LastSeenAt)
    {
        public static Device Of(HotDevice device) =>
            new(device.Id.Value, device.Token.ToBytes(), device.Caller.DeviceName, device.Caller.Channel, device.Caller.LocationId?.Value, device.LastSeenAt);

        public HotDevice ToHotDevice(SessionCopy session)
        {
            var caller = new Caller(
                new SessionId(session.Id),
                new DeviceId(Id),
                Name,
                Channel,
                session.CustomerId is { } customer ? new CustomerId(customer) : null,
                LocationId is { } location ? new LocationId(location) : null,
                Kernel.Currency.Of(session.Currency),
                session.Locale);
            return new HotDevice(new DeviceId(Id), SecretHash.Read(Token), LastSeenAt, caller);
        }
    }
}

[JsonSerializable(typeof(SessionCopy))]
internal sealed partial class SessionCopyJson : JsonSerializerContext;
