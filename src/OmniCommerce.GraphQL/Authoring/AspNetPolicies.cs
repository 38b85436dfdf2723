using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Lets the policies of ASP.NET Core be those of the schema.</summary>
public static class AspNetPolicies
{
    /// <summary>Policies are those that <c>services.AddAuthorization</c> names.</summary>
    /// <param name="schema">The schema's builder.</param>
    /// <param name="user">Who calls; null or without an authenticated identity for a stranger.</param>
    public static ISchemaBuilder AddAspNetAuthorization(this ISchemaBuilder schema, Func<IRequestContext, ClaimsPrincipal?> user) =>
        schema.AddAuthorization(async (request, policy) =>
        {
            var principal = user(request) ?? new ClaimsPrincipal();
            var result = await request.Services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(principal, policy);
            return result.Succeeded ? Permission.Granted
                : principal.Identity is { IsAuthenticated: true } ? Permission.Forbidden
                : Permission.Unauthenticated;
        });
}
