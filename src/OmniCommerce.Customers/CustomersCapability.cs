using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Customers.Features;
using OmniCommerce.Customers.GraphQL;
using OmniCommerce.Platform;

namespace OmniCommerce.Customers;

/// <summary>Registered customers: registration, sign-in. Depends on Sessions, Carts and Loyalty.</summary>
public static class CustomersCapability
{
    /// <summary>Registers the capability.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCapability(typeof(CustomersCapability).Assembly);
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInLimits>();
        services.AddScoped<CustomerById>();
        return services;
    }
}
