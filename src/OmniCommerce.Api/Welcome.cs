using OmniCommerce.Api.Demo;

namespace OmniCommerce.Api;

/// <summary>Says, once the server listens, what to open and try.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app)
    {
        var url = app.Urls.First();
        Console.WriteLine();
        Console.WriteLine($"OmniCommerce listens on {url}");
        Console.WriteLine();
        if (GraphQLSetup.ShowsSchema(app.Configuration, app.Environment))
            Console.WriteLine($"  Open       {url}/graphql   in a browser: write queries, read the schema, subscribe");
        Console.WriteLine($"  Walk       scripts/journey.sh {url}/   the shopper's journey over three devices");
        Console.WriteLine($"  Ask        curl {url}/graphql -H 'Content-Type: application/json' \\");
        Console.WriteLine("""                  -d '{"query":"{ products(first: 3) { totalCount nodes { name priceRange { min { amount currency } } } } }"}'""");
        if (app.Configuration.GetValue<bool>("Demo:Load"))
            Console.WriteLine($"  Sign in    {DemoData.CustomerEmail}, password \"{DemoData.CustomerPassword}\"; coupon {DemoData.CouponCode}, gift card {DemoData.GiftCardCode}");
        Console.WriteLine();
        Console.WriteLine("  Ctrl-C stops it; the data stays.");
    }
}
