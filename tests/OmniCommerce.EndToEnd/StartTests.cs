using System.Net;
using System.Net.Sockets;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.EndToEnd;

public sealed class StartTests
{
    [Theory]
    [InlineData("--Database:Provider=Oracle", "Database:Provider is 'Oracle'. Set it to Sqlite, SqlServer or PostgreSql.")]
    [InlineData("--Database:Provider=PostgreSql", "ConnectionStrings:Commerce is not set")]
    [InlineData("--Sessions:LifetimeDays=0", "Sessions:LifetimeDays is 0. Set it to 1 to 3650.")]
    [InlineData("--Sessions:LifetimeDays=soon", "Sessions:LifetimeDays")]
    [InlineData("--Proxies:Known=10.0.0.0/8,proxy", "Proxies:Known names 'proxy'.")]
    [InlineData("--ConnectionStrings:Commerce=Data Source=/dev/null/shop.db", "The Sqlite database cannot be used")]
    public async Task A_setting_that_cannot_be_used_ends_the_start_with_what_to_set(string setting, string message)
    {
        var (exitCode, output) = await Shop.RunToItsEndAsync(setting);

        exitCode.ShouldBe(2, output);
        output.ShouldContain(message);
        output.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("PostgreSql", "Host=127.0.0.1;Port={0};Username=nobody;Timeout=2")]
    [InlineData("SqlServer", "Server=127.0.0.1,{0};User Id=sa;Password=x;Connect Timeout=2;TrustServerCertificate=true")]
    public async Task A_database_that_is_not_there_ends_the_start_with_what_to_set(string provider, string connectionString)
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var port = ((IPEndPoint)deaf.LocalEndpoint).Port;
        deaf.Stop();

        var (exitCode, output) = await Shop.RunToItsEndAsync(
            $"--Database:Provider={provider}", $"--ConnectionStrings:Commerce={string.Format(null, connectionString, port)}");

        exitCode.ShouldBe(2, output);
        output.ShouldContain($"The {provider} database cannot be used");
        output.ShouldNotContain("   at ");
    }
}
