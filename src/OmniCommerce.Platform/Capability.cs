using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Platform;

/// <summary>An assembly that holds a capability: its handlers, validators, entity configurations and GraphQL types are found in it.</summary>
/// <param name="Assembly">The assembly.</param>
public sealed record Capability(Assembly Assembly);

/// <summary>Registers capabilities.</summary>
public static class CapabilityRegistration
{
    /// <summary>
    /// Registers every handler of requests, notifications and events and every validator of the assembly, and lists the assembly for the model and the
    /// schema. What else a capability needs, its own registration adds.
    /// </summary>
    public static IServiceCollection AddCapability(this IServiceCollection services, Assembly assembly)
    {
        services.AddSingleton(new Capability(assembly));
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }))
        {
            foreach (var service in type.GetInterfaces().Where(service => Is(service, typeof(IRequestHandler<,>)) || Is(service, typeof(INotificationHandler<>))))
                services.AddTransient(service, type);

            // A validator's rules are written once and only read then; writing them costs more than to check by them.
            foreach (var service in type.GetInterfaces().Where(service => Is(service, typeof(IValidator<>))))
                services.AddSingleton(service, type);
            EventHandlers.Add(services, type);
        }

        return services;
    }

    private static bool Is(Type service, Type definition) => service.IsGenericType && service.GetGenericTypeDefinition() == definition;
}
