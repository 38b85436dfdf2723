using System.Text.Json;
using OmniCommerce.Platform.Events;
using StackExchange.Redis;

namespace OmniCommerce.Platform.Redis;

/// <summary>
/// The broadcast of many nodes. Who listens on this node hears at once, Redis or not; the others by one channel, as
/// <c>{"node","topic","type","message"}</c>. A message is read only as the type that a listener of its topic asked for, and only when it says
/// that it is one.
/// </summary>
internal sealed class RedisBroadcast : IBroadcast
{
    private readonly LocalBroadcast _local;
    private readonly RedisConnection _redis;
    private readonly string _node = Guid.NewGuid().ToString("N");

    public RedisBroadcast(LocalBroadcast local, RedisConnection redis)
    {
        _local = local;
        _redis = redis;
        _redis.Subscribe(RedisKeys.Broadcast, Hear);
    }

    public void Publish<T>(string topic, T message)
        where T : notnull
    {
        _local.Publish(topic, message);
        if (_redis.IsAvailable)
            _redis.Publish(RedisKeys.Broadcast, JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(_node, topic, message), KernelJson.Options));
    }

    public IAsyncEnumerable<T> Listen<T>(string topic, CancellationToken cancellationToken)
        where T : notnull => _local.Listen<T>(topic, cancellationToken);

    private void Hear(RedisValue received)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>((byte[]?)received, KernelJson.Options);
            if (envelope is not null && envelope.Node != _node)
                _local.Deliver(envelope.Topic, envelope.Type, type => envelope.Message.Deserialize(type, KernelJson.Options));
        }
        catch (JsonException)
        {
            // Another version of the program may tell in a shape that this one does not know; it is told at most once anyway.
        }
    }

    private sealed record Envelope(string Node, string Topic, string Type, JsonElement Message)
    {
        public static Envelope Of<T>(string node, string topic, T message) =>
            new(node, topic, LocalBroadcast.NameOf(typeof(T)), JsonSerializer.SerializeToElement(message, KernelJson.Options));
    }
}
