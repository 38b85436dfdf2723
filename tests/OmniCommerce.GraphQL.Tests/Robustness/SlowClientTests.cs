using OmniCommerce.GraphQL.Tests.Transport;

namespace OmniCommerce.GraphQL.Tests.Robustness;

/// <summary>Clients that do not read cost the server nothing once they are dropped.</summary>
[Collection(Alone.Name)]
public sealed class SlowClientTests
{
    private const int MegaByte = 1024 * 1024;

    [Fact]
    public async Task Clients_that_do_not_read_are_dropped_and_their_memory_is_free_again()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { SendTimeout = TimeSpan.FromMilliseconds(300), SendQueueLength = 8 });
        await DropAsync(server, clients: 2);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await DropAsync(server, clients: 12);

        // What a dropped connection had is let go when its socket has closed.
        long Kept() => GC.GetTotalMemory(forceFullCollection: true) - before;
        for (var wait = 0; wait < 60 && Kept() >= 8 * MegaByte; wait++) await Task.Delay(500, TestContext.Current.CancellationToken);
        Kept().ShouldBeLessThan(8 * MegaByte);
    }

    /// <summary>Opens sockets that ask for a flood, read nothing of it, and waits until the server has had enough of each.</summary>
    private static async Task DropAsync(TransportServer server, int clients)
    {
        var dropped = server.Witness.Floods;
        for (var i = 0; i < clients; i++)
        {
            using var socket = await server.ConnectAsync();
            await socket.SubscribeAsync("1", "subscription { flood }");
            for (var wait = 0; wait < 200 && server.Witness.Floods == dropped; wait++) await Task.Delay(50, TestContext.Current.CancellationToken);
            server.Witness.Floods.ShouldBe(++dropped);
        }
    }
}
