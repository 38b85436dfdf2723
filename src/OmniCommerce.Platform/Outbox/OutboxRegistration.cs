using Microsoft.Extensions.DependencyInjection;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Registers the outbox.</summary>
internal static class OutboxRegistration
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<EventTypes>();
        services.AddSingleton<OutboxSignal>();
        services.AddScoped<EventOutbox>();
        return services;
    }
}
