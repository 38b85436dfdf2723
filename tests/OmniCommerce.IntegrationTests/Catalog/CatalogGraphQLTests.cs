using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;
using static OmniCommerce.IntegrationTests.Catalog.Products;

namespace OmniCommerce.IntegrationTests.Catalog;

/// <summary>A shop with two products, and stock of one of them in two stores.</summary>
public sealed class SmallGraphQLShop : GraphQLShop, IAsyncLifetime
{
    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var shirt = Of("shirt", "Shirt", Variant("SH-S", 1990, "Small") with { Barcode = "5000000000001" }, Variant("SH-L", 2190, "Large"));
        var saved = await Send(shirt with { Description = "Blue & soft", Categories = ["Clothes"], Images = ["/shirt.svg"] });
        await Send(Of("pot", "Pot", Variant("POT", 999)));
        foreach (var (name, quantity) in new[] { ("Leeds", 3), ("York", 4) })
        {
            var location = await Send(new SaveLocation { Reference = name, Name = name, City = name, Point = new GeoPoint(53.8, -1.55), Services = [LocationService.Sells, LocationService.ShipsFrom] });
            await Send(new ReceiveStock(saved.Value.Variants[0], location.Value.Id, quantity, "opening stock"));
        }
    }
}

public sealed class CatalogGraphQLTests(SmallGraphQLShop shop) : IClassFixture<SmallGraphQLShop>
{
    [Fact]
    public async Task A_list_of_products_has_what_a_shop_window_needs()
    {
        var data = await shop.Data("""
            { products(first: 1, sort: NAME, search: "shirt") {
                totalCount pageInfo { hasNextPage endCursor }
                edges { cursor node { id handle name description imageUrl imageUrls categories { name } options { name values }
                  priceRange { min { amount currency } max { amount } }
                  variants { id sku barcode name price { amount currency } options { name value } available product { handle }
                    stock { onHand held allocated available location { name city services point { latitude longitude } } variant { sku } } } } } } }
            """);

        var products = data["products"]!;
        ((int)products["totalCount"]!).ShouldBe(1);
        var node = products["edges"]![0]!["node"]!;
        ((string?)node["description"]).ShouldBe("Blue & soft");
        ((string?)node["categories"]![0]!["name"]).ShouldBe("Clothes");
        node["priceRange"]!.ToJsonString().ShouldBe("""{"min":{"amount":"19.90","currency":"GBP"},"max":{"amount":"21.90"}}""");
        var small = node["variants"]![0]!;
        ((string?)small["sku"]).ShouldBe("SH-S");
        ((string?)small["name"]).ShouldBe("Small");
        ((int)small["available"]!).ShouldBe(7);
        ((string?)small["product"]!["handle"]).ShouldBe("shirt");
        small["stock"]!.AsArray().Select(level => (string?)level!["location"]!["city"]).ShouldBe(["Leeds", "York"], ignoreOrder: true);
        small["stock"]![0]!["location"]!["services"]!.ToJsonString().ShouldBe("""["SELLS","SHIPS_FROM"]""");
        small["stock"]![0]!["location"]!["point"]!.ToJsonString().ShouldBe("""{"latitude":53.8,"longitude":-1.55}""");
        ((int)node["variants"]![1]!["available"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Products_variants_categories_and_locations_are_found_by_what_names_them()
    {
        var found = await shop.Data("""
            { product(by: {handle: "shirt"}) { id variants { id } categories { id } }
              bySku: variant(by: {sku: "sh-s"}) { id } byBarcode: variant(by: {barcode: "5000000000001"}) { id }
              none: product(by: {handle: "nothing"}) { id } locations(first: 1) { totalCount nodes { id name city } } categories { id name } }
            """);
        var product = (string?)found["product"]!["id"];
        var variant = (string?)found["product"]!["variants"]![0]!["id"];
        var category = (string?)found["categories"]![0]!["id"];
        var location = (string?)found["locations"]!["nodes"]![0]!["id"];
        found["none"].ShouldBeNull();
        ((string?)found["bySku"]!["id"]).ShouldBe(variant);
        ((string?)found["byBarcode"]!["id"]).ShouldBe(variant);
        ((string?)found["product"]!["categories"]![0]!["id"]).ShouldBe(category);

        var again = await shop.Data(
            """
            query ($ids: [ID!]!, $product: ID!, $variant: ID!, $location: ID!, $category: ID!) {
              nodes(ids: $ids) { __typename id }
              product(by: {id: $product}) { name } variant(by: {id: $variant}) { sku available(locationId: $location) }
              products(category: $category) { nodes { name } } }
            """,
            new { ids = new[] { product, variant, category, location }, product, variant, location, category });

        again["nodes"]!.AsArray().Select(node => (string?)node!["__typename"]).ShouldBe(["Product", "Variant", "Category", "Location"]);
        ((string?)again["product"]!["name"]).ShouldBe("Shirt");
        ((int)again["variant"]!["available"]!).ShouldBe(3);
        again["products"]!["nodes"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("{ products(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT")]
    [InlineData("{ products(first: 101) { totalCount } }", "BAD_USER_INPUT")]
    [InlineData("{ products(after: \"x\") { totalCount } }", "BAD_USER_INPUT")]
    [InlineData("{ locations(after: \"x\") { totalCount } }", "BAD_USER_INPUT")]
    public async Task Arguments_that_cannot_be_used_are_an_error_with_a_code(string query, string code)
    {
        var response = await shop.Ask(query);
        ((string?)response["errors"]![0]!["extensions"]!["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task What_a_session_looked_at_is_remembered_the_newest_first()
    {
        var started = await shop.Send(new StartSession(new DeviceClaim("Browser", Channel.Web, null), null, null, null));
        shop.Caller = shop.Caller with { SessionId = started.Value.Session.Id };
        try
        {
            foreach (var handle in new[] { "shirt", "pot", "shirt" })
                await shop.Data($$"""{ product(by: {handle: "{{handle}}"}) { id } }""");
            var data = await shop.Data("{ session { recentlyViewed { handle } location { name } } }");
            data["session"]!["recentlyViewed"]!.AsArray().Select(product => (string?)product!["handle"]).ShouldBe(["shirt", "pot"]);
            data["session"]!["location"].ShouldBeNull();
        }
        finally
        {
            shop.Caller = shop.Caller with { SessionId = null };
        }
    }
}
