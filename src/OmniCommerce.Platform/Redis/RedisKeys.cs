namespace OmniCommerce.Platform.Redis;

/// <summary>Every name that the shop uses in Redis, so that two uses never meet by accident.</summary>
public static class RedisKeys
{
    /// <summary>The channel on which nodes tell each other what has just changed: see <see cref="RedisBroadcast"/>.</summary>
    public const string Broadcast = "oc:broadcast";

    /// <summary>The channel on which nodes tell each other that their copies of a session are old: <c>id version</c>.</summary>
    public const string OutdatedSessions = "oc:sessions";

    /// <summary>A session's hot copy: a hash of its <c>version</c> and its <c>copy</c>. The braces keep a session's keys together on one node of a cluster.</summary>
    public static string Session(Guid id) => $"oc:session:{{{id:N}}}";

    /// <summary>When a session's devices were seen: a sorted set of device ids by microseconds.</summary>
    public static string SessionDevicesSeen(Guid id) => $"{Session(id)}:seen";

    /// <summary>The products that a session's shopper looked at: a sorted set of product ids by microseconds.</summary>
    public static string SessionViews(Guid id) => $"{Session(id)}:views";

    /// <summary>The id of the session that a device's token belongs to, by the token's hash.</summary>
    public static string SessionOfToken(string hash) => $"oc:token:{hash}";
}
