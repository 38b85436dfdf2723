namespace OmniCommerce.Api.Commands;

/// <summary>Brings the database to this version of the program, without starting the server.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] settings)
    {
        await using var app = Server.Build(settings);
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
