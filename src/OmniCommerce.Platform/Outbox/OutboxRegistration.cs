using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Readiness;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Registers the outbox.</summary>
internal static class OutboxRegistration
{
    public static IServiceCollection AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(OutboxOptions.From(configuration));
        services.AddSingleton<EventTypes>();
        services.AddSingleton<EventHandlers>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<OutboxMetrics>();
        services.AddSingleton<OutboxAdministration>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<OutboxMetrics>());
        services.AddScoped<EventOutbox>();
        services.AddTransient<IRequestHandler<HandleEvent, Result<Done>>, HandleEvent.Handler>();
        services.AddBooks<RecountOutbox>();
        services.AddTransient<IRequestHandler<RaisedBetween, IReadOnlyList<RaisedEvent>>, RaisedBetween.Handler>();
        services.AddHostedService<OutboxHost>();
        services.AddPeriodicJob<ForgetHandledEvents>(ForgetHandledEvents.Every);
        return services;
    }
}
