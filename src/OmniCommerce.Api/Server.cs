using OmniCommerce.Api.Demo;
using OmniCommerce.Payments;
using OmniCommerce.StripeSandbox;

namespace OmniCommerce.Api;

/// <summary>The server: one GraphQL endpoint, its IDE page and two health endpoints.</summary>
internal static class Server
{
    /// <summary>Puts the program together, for the server and its commands alike. Nothing runs yet.</summary>
    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        try
        {
            builder.Services
                .AddDatabase(builder.Configuration)
                .AddCapabilities(builder.Configuration)
                .AddCommerceGraphQL(builder.Configuration, builder.Environment);
        }
        catch (InvalidOperationException exception)
        {
            // Registrations read their settings and do nothing else.
            throw new SettingException(exception.Message, exception);
        }

        var app = builder.Build();
        app.UseKnownProxies();
        app.UseResponseCompression();
        app.UseWebSockets();
        app.MapCommerceGraphQL();
        app.MapHealth();
        app.MapStripeWebhook();
        if (PaymentsCapability.UsesSandbox(app.Configuration))
            app.MapStripeSandbox(Composition.SandboxPath);
        if (app.Configuration.GetValue<bool>("Demo:Load"))
            app.MapDemoImages();
        return app;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.Services.MigrateDatabaseAsync(app.Lifetime.ApplicationStopping);
        if (app.Configuration.GetValue<bool>("Demo:Load"))
            await DemoData.LoadAsync(app.Services, app.Lifetime.ApplicationStopping);
        await ListenAsync(app);
        Welcome.Print(app);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception)
        {
            throw new SettingException($"{exception.Message} Set --urls to where it can listen.", exception);
        }
    }
}
