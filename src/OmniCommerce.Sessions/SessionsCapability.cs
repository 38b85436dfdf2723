using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;

namespace OmniCommerce.Sessions;

/// <summary>One shopper's session over all their devices: device tokens, hand-off codes, the hot copy. Depends on no other capability.</summary>
public static class SessionsCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(SessionsCapability).Assembly);
        return services;
    }
}
