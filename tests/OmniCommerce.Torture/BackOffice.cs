using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Api;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Torture;

/// <summary>The shop's capabilities on a database, in this process and without a host: what commands do, without the time that a program takes to start.</summary>
internal sealed class BackOffice(string[] connection)
{
    private readonly ServiceProvider _services = Build(connection);

    public async Task ImportAsync(string name, string file, string stockLocation)
    {
        await using var services = Build([.. connection, $"--Import:StockLocation={stockLocation}"]);
        await using var scope = services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetServices<IImport>().Single(candidate => candidate.Name == name);
        (await import.RunAsync(file, new Progress<int>(), CancellationToken.None)).Refused.ShouldBeEmpty();
    }

    public async Task<IReadOnlyList<string>> WrongAsync(TimeSpan? patience) =>
        await _services.GetRequiredService<BooksCheck>().RunAsync(patience).ToListAsync();

    public async Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static ServiceProvider Build(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(settings).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddDatabase(configuration).AddCapabilities(configuration).BuildServiceProvider();
    }
}
