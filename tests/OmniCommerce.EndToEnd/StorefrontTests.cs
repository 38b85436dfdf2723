using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.EndToEnd;

public sealed class StorefrontTests
{
    [Fact]
    public async Task Apollo_Client_and_graphql_ws_shop_as_storefronts_do()
    {
        await using var shop = await Shop.StartAsync();
        var seen = JsonSerializer.Deserialize<JsonElement>(await NodeJs.RunAsync("storefront.mjs", new Uri(shop.Url, "graphql").ToString()));
        seen.GetProperty("firstPage").GetInt32().ShouldBe(5);
        seen.GetProperty("overlap").GetInt32().ShouldBe(0);
        seen.GetProperty("heard").GetInt32().ShouldBe(2);
        seen.GetProperty("cached").GetInt32().ShouldBe(2);
    }
}
