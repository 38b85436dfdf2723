using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>A PostgreSQL of its own on a disk in memory that is easily full. Only root can have one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 300;
    private const string Database = "commerce";

    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").MaxBy(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture)) + "/bin"
        : null;

    private readonly string _mount = Directory.CreateTempSubdirectory("smalldisk-").FullName;
    private readonly int _port = Shop.FreePort();

    private SmallDisk()
    {
    }

    /// <summary>The setting that points a shop at it.</summary>
    public string Setting => $"--ConnectionStrings:Commerce=Host=127.0.0.1;Port={_port};Username=postgres;Database={Database}";

    private string Data => Path.Combine(_mount, "data");

    private string Ballast => Path.Combine(_mount, "ballast");

    /// <summary>Null when this machine lets nobody make one.</summary>
    public static async Task<SmallDisk?> StartAsync()
    {
        var disk = new SmallDisk();
        if (Programs is null || await TryAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=777", "tmpfs", disk._mount) != 0)
        {
            Directory.Delete(disk._mount);
            return null;
        }

        // Small segments of the log, so that it needs room often.
        await AsOwnerAsync("initdb", "-D", disk.Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--wal-segsize=1");
        await disk.RunServerAsync();
        return disk;
    }

    /// <summary>Copies a database of another server.</summary>
    public async Task CopyAsync(string connectionString)
    {
        var from = new NpgsqlConnectionStringBuilder(connectionString);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sql");
        try
        {
            await RunAsync(Path.Combine(Programs!, "pg_dump"), "-h", from.Host!, "-p", $"{from.Port}", "-U", from.Username!, "-f", file, from.Database!);
            await RunAsync(Path.Combine(Programs!, "createdb"), "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", Database);
            await RunAsync(Path.Combine(Programs!, "psql"), "-q", "-o", "/dev/null", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-d", Database, "-f", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Takes all the room there is.</summary>
    public async Task FillAsync() => await TryAsync("dd", "if=/dev/zero", $"of={Ballast}", "bs=64k", "status=none");

    /// <summary>There is room again. A server that gave up, because it could not write its log, is started as its owner would.</summary>
    /// <returns>Whether it had given up.</returns>
    public async Task<bool> EmptyAsync()
    {
        File.Delete(Ballast);
        for (var patience = 60; patience > 0; patience--)
        {
            if (await TryAsync(Path.Combine(Programs!, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", $"{_port}") == 0)
                return false;
            if (await TryAsOwnerAsync("pg_ctl", "-D", Data, "status") != 0)
            {
                await RunServerAsync();
                return true;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException("PostgreSQL lets nobody in though it has room.");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await TryAsOwnerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        await RunAsync("umount", _mount);
        Directory.Delete(_mount);
    }

    private Task RunServerAsync() => AsOwnerAsync(
        "pg_ctl", "-D", Data, "-l", Path.Combine(_mount, "log"), "-w", "-o", $"-p {_port} -k {_mount} -c listen_addresses=127.0.0.1 -c min_wal_size=2MB -c max_wal_size=64MB", "start");

    private static async Task AsOwnerAsync(string program, params string[] arguments) =>
        (await TryAsOwnerAsync(program, arguments)).ShouldBe(0, $"{program} {string.Join(' ', arguments)}");

    // PostgreSQL refuses to run as root.
    private static Task<int> TryAsOwnerAsync(string program, params string[] arguments) =>
        TryAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs!, program), .. arguments]);

    private static async Task RunAsync(string program, params string[] arguments) =>
        (await TryAsync(program, arguments)).ShouldBe(0, $"{program} {string.Join(' ', arguments)}");

    private static async Task<int> TryAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
