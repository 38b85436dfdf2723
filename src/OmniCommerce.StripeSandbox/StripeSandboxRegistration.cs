using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform;
using OmniCommerce.StripeSandbox.Faults;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Store;
using OmniCommerce.StripeSandbox.Webhooks;

namespace OmniCommerce.StripeSandbox;

/// <summary>Puts the sandbox into a program.</summary>
public static class StripeSandboxRegistration
{
    private const int MaxBody = 1_000_000;

    /// <summary>
    /// Registers the sandbox on the program's database, in tables of its own, and <see cref="StripeSandboxHandler"/>, by which a client asks it
    /// in process. The platform is registered before.
    /// </summary>
    public static IServiceCollection AddStripeSandbox(this IServiceCollection services, Action<IServiceProvider, StripeSandboxOptions>? configure = null)
    {
        services.AddCapability(typeof(StripeSandboxRegistration).Assembly);
        services.AddSingleton(provider =>
        {
            var options = new StripeSandboxOptions { Clock = provider.GetRequiredService<TimeProvider>() };
            configure?.Invoke(provider, options);
            return options;
        });
        services.AddSingleton<SandboxClock>();
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<FaultList>();
        services.AddSingleton<Runner>();
        services.AddSingleton<Settlement>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<Doors>();
        services.AddSingleton<StripeApi>();
        services.AddTransient(provider => new StripeSandboxHandler(provider.GetRequiredService<StripeApi>(), provider.GetRequiredService<StripeSandboxOptions>()));
        services.AddHostedService<SandboxWorker>();
        return services;
    }

    /// <summary>Opens the sandbox under a path, to this machine only: for the pages that browsers need, and for Stripe's own clients.</summary>
    /// <param name="endpoints">The program's endpoints.</param>
    /// <param name="prefix">The path: <c>/_stripe</c>, or nothing.</param>
    /// <param name="anyAddress">Opens it to other machines too. It knows no passwords: whoever reaches it can do everything.</param>
    public static IEndpointConventionBuilder MapStripeSandbox(this IEndpointRouteBuilder endpoints, string prefix = "", bool anyAddress = false)
    {
        var api = endpoints.ServiceProvider.GetRequiredService<StripeApi>();
        return endpoints.Map($"{prefix}/{{**path}}", context => AnswerAsync(context, api, prefix, anyAddress));
    }

    private static async Task AnswerAsync(HttpContext context, StripeApi api, string prefix, bool anyAddress)
    {
        if (!anyAddress && !IsLocal(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var request = context.Request;
        if (request.ContentLength > MaxBody)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var answer = await api.AnswerAsync(
            new ApiRequest
            {
                Method = request.Method,
                Path = request.Path.Value![prefix.Length..],
                Query = request.QueryString.Value?.TrimStart('?') ?? "",
                Body = await reader.ReadToEndAsync(context.RequestAborted),
                ContentType = request.ContentType,
                Authorization = request.Headers.Authorization,
                IdempotencyKey = request.Headers["Idempotency-Key"],
                Version = request.Headers["Stripe-Version"],
                BaseUrl = $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}",
            },
            context.RequestAborted);
        if (answer.Dropped)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        var body = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    // What a proxy passes on comes from this machine only in appearance.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");
}
