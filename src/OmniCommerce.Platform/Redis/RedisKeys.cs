namespace OmniCommerce.Platform.Redis;

/// <summary>Every name that the shop uses in Redis, so that two uses never meet by accident.</summary>
public static class RedisKeys
{
    /// <summary>The channel on which nodes tell each other what has just changed: see <see cref="RedisBroadcast"/>.</summary>
    public const string Broadcast = "oc:broadcast";
}
