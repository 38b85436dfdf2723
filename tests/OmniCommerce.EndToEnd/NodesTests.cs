using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Journey;

namespace OmniCommerce.EndToEnd;

/// <summary>Several nodes on one database, and Redis between them: present, killed, frozen, empty.</summary>
public sealed class NodesTests(ITestOutputHelper output)
{
    // One call may wait for Redis as long as its deadline of 250 ms, and without one until it is back; everything else of a request is the shop's own work.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_device_on_another_node_sees_the_change()
    {
        using var redis = RedisProcess.Start();
        await using var shop = await Shop.StartAsync(null, redis.Setting);
        await using var second = await shop.StartNodeAsync(redis.Setting);
        await using var laptop = new Device("Laptop", shop.Url);
        await using var phone = new Device("Phone", second.Url);
        laptop.Token = await TokenAsync(shop);
        phone.Token = laptop.Token;
        var cart = (await phone.AskAsync("{ session { cart { id } } }")).GetProperty("session").GetProperty("cart").GetProperty("id").GetString();
        var news = await phone.ListenAsync("subscription($cart: ID!) { cartChanged(cartId: $cart) { cart { itemCount } } }", new { cart });

        using var client = new Client(shop.Url) { Token = laptop.Token };
        (await client.AddAsync(await AnySkuAsync(client), 1)).Errors().ShouldBeEmpty();
        var heard = await news.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        heard.Payload.GetProperty("data").GetProperty("cartChanged").GetProperty("cart").GetProperty("itemCount").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_lost_and_nobody_waits_when_Redis_is_absent_killed_flushed_or_frozen()
    {
        using var redis = RedisProcess.Start();
        redis.Kill();
        await using var shop = await Shop.StartAsync(null, redis.Setting);
        using var client = await Client.BeginAsync(shop.Url);
        var sku = await AnySkuAsync(client);
        var items = 0;

        await ShopOnAsync("absent at start", () => { });
        await ShopOnAsync("started later", redis.StartAgain);
        await ShopOnAsync("flushed", redis.Flush);
        await ShopOnAsync("frozen", redis.Freeze);
        await ShopOnAsync("thawed", redis.Thaw);
        await ShopOnAsync("killed", redis.Kill);
        await ShopOnAsync("restarted", redis.StartAgain);

        async Task ShopOnAsync(string state, Action change)
        {
            change();
            var slowest = TimeSpan.Zero;
            for (var i = 0; i < 10; i++)
            {
                JsonElement added = default;
                var took = await new Heartbeat().TimeAsync(async () => added = await client.AddAsync(sku, 1));
                added.Errors().ShouldBeEmpty(state);
                slowest = took > slowest ? took : slowest;
                added.GetProperty("cart").GetProperty("itemCount").GetInt32().ShouldBe(++items, state);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            output.WriteLine($"Redis {state}: the slowest of ten additions took {slowest.TotalMilliseconds:0} ms");
            slowest.ShouldBeLessThan(LongestAnswer, state);
        }
    }

    private static async Task<string> TokenAsync(Shop shop)
    {
        using var client = await Client.BeginAsync(shop.Url);
        return client.Token!;
    }

    private static async Task<string> AnySkuAsync(Client client)
    {
        var products = await client.QueryAsync("{ products(first: 50) { nodes { variants { sku available } } } }");
        return products.GetProperty("products").GetProperty("nodes").EnumerateArray()
            .SelectMany(product => product.GetProperty("variants").EnumerateArray())
            .First(variant => variant.GetProperty("available").GetInt32() >= 80).GetProperty("sku").GetString()!;
    }
}
