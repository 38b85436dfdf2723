using OmniCommerce.Journey;

// Usage: OmniCommerce.Journey [URL]. The shop must run there with its demo data.
var shop = new Uri(args.FirstOrDefault() ?? "http://127.0.0.1:5080/");
try
{
    await new ShoppersJourney(shop, Console.Out).RunAsync();
    Console.WriteLine();
    Console.WriteLine("The journey went well: stock, points and money are right.");
    return 0;
}
catch (Exception exception) when (exception is JourneyException or HttpRequestException or TaskCanceledException)
{
    Console.Error.WriteLine();
    Console.Error.WriteLine($"The journey went wrong: {exception.Message}");
    return 1;
}
