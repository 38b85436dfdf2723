using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Redis;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Features;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions;

/// <summary>One shopper's session over all their devices: device tokens, hand-off codes, the hot copy. Depends on no other capability.</summary>
public static class SessionsCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(SessionsCapability).Assembly);
        services.AddSingleton(SessionsOptions.From(configuration));
        services.AddSingleton<InProcessSessionStore>();
        services.AddSingleton(StoreOf);
        services.AddSingleton<ActivityJournal>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<ICallers, Callers>();
        services.AddSingleton<StartKeys>();
        services.AddSingleton<JoinLimits>();
        services.AddScoped<SessionNews>();
        services.AddPeriodicJob<FlushActivity>(FlushActivity.Every);
        services.AddPeriodicJob<ForgetEndedSessions>(ForgetEndedSessions.Every);
        services.AddHostedService<FlushActivityAtTheEnd>();
        return services;
    }

    private static ISessionStore StoreOf(IServiceProvider services)
    {
        var near = services.GetRequiredService<InProcessSessionStore>();
        return services.GetService<RedisConnection>() is { } redis
            ? new RedisSessionStore(redis, near, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<RedisSessionStore>>())
            : near;
    }
}
