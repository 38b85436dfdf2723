using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Readiness;

namespace OmniCommerce.Platform.Redis;

/// <summary>Registers Redis when it is configured.</summary>
internal static class RedisRegistration
{
    /// <summary>With <c>Redis:Configuration</c> set there is a <see cref="RedisConnection"/>, and the broadcast reaches all nodes; otherwise there is none, and the program is the only node.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LocalBroadcast>();
        if (configuration["Redis:Configuration"] is not { Length: > 0 } redis)
            return services.AddSingleton<IBroadcast>(provider => provider.GetRequiredService<LocalBroadcast>());

        return services
            .AddSingleton(provider => Connect(redis, provider.GetRequiredService<ILogger<RedisConnection>>()))
            .AddSingleton<IBroadcast, RedisBroadcast>()
            .AddSingleton<IReadiness, RedisReadiness>();
    }

    private static RedisConnection Connect(string configuration, ILogger<RedisConnection> logger)
    {
        try
        {
            return new RedisConnection(configuration, logger);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidOperationException(
                "Redis:Configuration cannot be read. Set it to a StackExchange.Redis configuration such as localhost:6379,password=….", exception);
        }
    }

    private sealed class RedisReadiness(RedisConnection redis) : IReadiness
    {
        public string Part => "redis";

        public bool IsVital => false;

        public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(redis.IsAvailable);
    }
}
