using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniCommerce.Migrations.Sqlite;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.StripeSandbox;

/// <summary>The sandbox alone: a server that Stripe's own clients take for Stripe.</summary>
internal static class Program
{
    private const string Usage = """
        usage: dotnet run --project src/OmniCommerce.StripeSandbox -- [options]

          --port N         where to listen on the loopback; 12111 by default, 0 for any that is free
          --webhook URL    an endpoint for all events; may be given more than once
          --secret WHSEC   what they are signed with; whsec_sandbox by default
          --data FILE      the SQLite file in which objects are kept; without it they are forgotten at the end
          --any-address    listens to other machines too. There are no passwords: whoever reaches it can do everything
        """;

    public static async Task<int> Main(string[] args)
    {
        if (Arguments.Parse(args) is not { } arguments)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var file = arguments.Data ?? Path.Combine(Directory.CreateTempSubdirectory("stripe-sandbox-").FullName, "sandbox.db");
        try
        {
            await RunAsync(arguments, file);
            return 0;
        }
        finally
        {
            if (arguments.Data is null)
                Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static async Task RunAsync(Arguments arguments, string file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // That two requests collided is no news: the slower runs again.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.WebHost.UseUrls($"http://{(arguments.AnyAddress ? "0.0.0.0" : "127.0.0.1")}:{arguments.Port}");
        builder.Services.AddPlatform(builder.Configuration, new SqliteDatabase(), $"Data Source={file}");
        builder.Services.AddStripeSandbox((_, options) =>
        {
            foreach (var url in arguments.Webhooks)
                options.Webhooks.Add(new WebhookTarget(url, arguments.Secret));
        });
        await using var app = builder.Build();
        app.MapStripeSandbox(anyAddress: arguments.AnyAddress);
        await CreateAsync(app.Services);
        await app.StartAsync();
        Console.WriteLine($"The sandbox listens on {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private static async Task CreateAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        await services.GetRequiredService<IDatabaseProvider>().PrepareAsync(db, CancellationToken.None);
        await db.Database.EnsureCreatedAsync();
    }

    private sealed record Arguments
    {
        public int Port { get; private set; } = 12111;

        public List<Uri> Webhooks { get; } = [];

        public string Secret { get; private set; } = "whsec_sandbox";

        public string? Data { get; private set; }

        public bool AnyAddress { get; private set; }

        /// <summary>Null when there is a mistake.</summary>
        public static Arguments? Parse(string[] args)
        {
            var arguments = new Arguments();
            for (var i = 0; i < args.Length; i++)
            {
                var value = i + 1 < args.Length ? args[i + 1] : null;
                if (args[i] == "--any-address")
                    arguments.AnyAddress = true;
                else if (value is null || !arguments.Set(args[i], value))
                    return null;
                else
                    i++;
            }

            return arguments;
        }

        private bool Set(string name, string value)
        {
            switch (name)
            {
                case "--port" when ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port):
                    Port = port;
                    return true;
                case "--webhook" when Uri.TryCreate(value, UriKind.Absolute, out var url):
                    Webhooks.Add(url);
                    return true;
                case "--secret":
                    Secret = value;
                    return true;
                case "--data":
                    Data = value;
                    return true;
                default:
                    return false;
            }
        }
    }
}
