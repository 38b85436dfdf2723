using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Journey;

namespace OmniCommerce.EndToEnd;

public sealed class JourneyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_cart_begun_on_the_web_is_paid_at_the_till_and_returned_in_another_store()
    {
        await using var shop = await Shop.StartAsync();
        var log = new StringWriter();
        try
        {
            await new ShoppersJourney(shop.Url, log).RunAsync();
            await new ShoppersJourney(shop.Url, log).RunAsync();
        }
        finally
        {
            output.WriteLine(log.ToString());
        }
    }

    [Fact]
    public async Task A_second_start_keeps_the_data()
    {
        await using var shop = await Shop.StartAsync();
        string token;
        using (var client = await Client.BeginAsync(shop.Url))
        {
            token = client.Token!;
            var sku = (await client.QueryAsync("{ products(first: 1) { nodes { variants { sku } } } }"))
                .GetProperty("products").GetProperty("nodes")[0].GetProperty("variants")[0].GetProperty("sku").GetString()!;
            (await client.AddAsync(sku, 2)).Errors().ShouldBeEmpty();
        }

        await shop.StopAsync();
        await using var again = await shop.StartNodeAsync();
        using var later = new Client(again.Url) { Token = token };
        var cart = await later.QueryAsync("{ session { cart { itemCount } } products { totalCount } }");
        cart.GetProperty("session").GetProperty("cart").GetProperty("itemCount").GetInt32().ShouldBe(2);
        cart.GetProperty("products").GetProperty("totalCount").GetInt32().ShouldBeGreaterThanOrEqualTo(200);
    }
}
