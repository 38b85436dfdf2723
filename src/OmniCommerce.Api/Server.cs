using OmniCommerce.Api.Demo;

namespace OmniCommerce.Api;

/// <summary>The server: one GraphQL endpoint, its IDE page and two health endpoints.</summary>
internal static class Server
{
    /// <summary>Puts the program together, for the server and its commands alike. Nothing runs yet.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services
            .AddDatabase(builder.Configuration)
            .AddCapabilities(builder.Configuration)
            .AddCommerceGraphQL();
        var app = builder.Build();
        app.UseWebSockets();
        app.MapCommerceGraphQL();
        app.MapHealth();
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
        await app.StartAsync();
        Welcome.Print(app);
        await app.WaitForShutdownAsync();
        return 0;
    }
}
