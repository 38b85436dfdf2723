using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>A database with the demo data, made once by a shop and copied for every scenario.</summary>
internal sealed class DemoShop : IDisposable
{
    private static readonly string Template = $"torture_template_{Environment.ProcessId}";
    private static readonly ConcurrentDictionary<string, Lazy<Task<DemoShop>>> Made = new();

    private readonly string _directory = Directory.CreateTempSubdirectory("torture-").FullName;
    private readonly bool _isSqlite;

    private DemoShop(bool isSqlite) => _isSqlite = isSqlite;

    public string StoreId { get; private set; } = "";

    public string StoreName { get; private set; } = "";

    public static Task<DemoShop> OnAsync(string database) => Made.GetOrAdd(database, _ => new(() => MakeAsync(database == "Sqlite"))).Value;

    public static async Task ForgetAsync()
    {
        foreach (var made in Made.Values.Where(made => made.Value.IsCompletedSuccessfully))
            (await made.Value).Dispose();
    }

    /// <summary>Copies it into the directory, or under the name, whichever the kind of database goes by.</summary>
    public async Task CopyAsync(string directory, string name)
    {
        if (!_isSqlite)
            await OnServerAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        foreach (var file in Directory.GetFiles(_directory))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
    }

    /// <summary>The settings that point at a PostgreSQL database.</summary>
    public static string[] PointedAt(string name) => ["--Database:Provider=PostgreSql", $"--ConnectionStrings:Commerce={ConnectionStringOf(name)}"];

    /// <summary>Where a PostgreSQL database is.</summary>
    public static string ConnectionStringOf(string name) => $"{Server};Database={name}";

    /// <summary>Where the demo data is on the PostgreSQL server.</summary>
    public static async Task<string> ConnectionStringAsync()
    {
        await OnAsync("PostgreSql");
        return new NpgsqlConnectionStringBuilder(Server) { Database = Template }.ConnectionString;
    }

    /// <summary>Asks the PostgreSQL server for a number.</summary>
    public static async Task<long> CountOnServerAsync(string query)
    {
        await using var connection = new NpgsqlConnection($"{Server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a statement on the PostgreSQL server, outside of the scenario's database.</summary>
    public static async Task OnServerAsync(string statement)
    {
        await using var connection = new NpgsqlConnection($"{Server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string Server => Environment.GetEnvironmentVariable("OMNICOMMERCE_TEST_POSTGRES")
        ?? throw new InvalidOperationException("OMNICOMMERCE_TEST_POSTGRES is not set: eval \"$(scripts/postgres.sh start)\" sets it.");

    private static async Task<DemoShop> MakeAsync(bool isSqlite)
    {
        var template = new DemoShop(isSqlite);
        if (!isSqlite)
            await OnServerAsync($"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        await using var shop = await Shop.StartAsync(null, ["--Logging:LogLevel:Default=Error", .. isSqlite ? [] : PointedAt(Template)]);
        shop.CheckBooks = () => Task.CompletedTask;
        using (var client = new Client(shop.Url))
            await template.ChooseStoreAsync(client);
        await shop.StopAsync();
        foreach (var file in Directory.GetFiles(shop.Data, "commerce.db*"))
            File.Copy(file, Path.Combine(template._directory, Path.GetFileName(file)));
        return template;
    }

    private async Task ChooseStoreAsync(Client client)
    {
        var stores = await client.QueryAsync("{ locations(first: 50) { nodes { id name services } } }");
        var store = stores.GetProperty("locations").GetProperty("nodes").EnumerateArray().First(location =>
        {
            var services = location.GetProperty("services").EnumerateArray().Select(service => service.GetString()).ToList();
            return services.Contains("SELLS") && services.Contains("SHIPS_FROM") && services.Contains("RETURNS");
        });
        StoreId = store.GetProperty("id").GetString()!;
        StoreName = store.GetProperty("name").GetString()!;
    }
}
