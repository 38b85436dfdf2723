using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Migrations.Sqlite;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.StripeSandbox.Tests.Support;

/// <summary>A sandbox inside a program, on a database of its own, asked in process.</summary>
internal sealed class EmbeddedSandbox : IAsyncDisposable
{
    private readonly string _file;
    private readonly bool _ownsFile;
    private readonly ServiceProvider _services;

    private EmbeddedSandbox(string file, bool ownsFile, ServiceProvider services)
    {
        _file = file;
        _ownsFile = ownsFile;
        _services = services;
        Http = new HttpClient(services.GetRequiredService<StripeSandboxHandler>()) { BaseAddress = new Uri("https://api.stripe.com/") };
        Http.DefaultRequestHeaders.Add("Authorization", "Bearer sk_test_sandbox");
    }

    public HttpClient Http { get; }

    public static async Task<EmbeddedSandbox> StartAsync(EmbeddedSandbox? onDataOf = null, Action<IServiceProvider, StripeSandboxOptions>? configure = null)
    {
        var file = onDataOf?._file ?? Path.Combine(Path.GetTempPath(), $"stripe-sandbox-{Guid.NewGuid():N}.db");
        var services = new ServiceCollection();
        services.AddLogging().AddPlatform(new ConfigurationBuilder().Build(), new SqliteDatabase(), $"Data Source={file}").AddStripeSandbox(configure);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        await using var db = await provider.GetRequiredService<IDbContextFactory<CommerceDbContext>>().CreateDbContextAsync();
        await provider.GetRequiredService<IDatabaseProvider>().PrepareAsync(db, CancellationToken.None);
        await db.Database.EnsureCreatedAsync();
        return new EmbeddedSandbox(file, onDataOf is null, provider);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string form, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _services.DisposeAsync();
        if (_ownsFile)
            File.Delete(_file);
    }
}
