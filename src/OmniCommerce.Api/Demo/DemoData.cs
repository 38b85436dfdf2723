using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Imports;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Api.Demo;

/// <summary>A shop to look at: a catalogue and stores written for this project, brought in by the very imports and requests that a retailer uses.</summary>
internal static class DemoData
{
    public const string CustomerEmail = "ada@example.com";
    public const string CustomerPassword = "correct horse battery";
    public const string CouponCode = "WELCOME10";
    public const string GiftCardCode = "DEMO-GIFT-2500";
    private const string WarehouseReference = "900";
    private const int Points = 2_000;
    private static readonly PickUpTerms PickUps = new()
    {
        TimeZone = "Europe/London",
        SlotMinutes = 30,
        Capacity = 5,
        LeadMinutes = 60,
        TransferHours = 48,
        Week = [.. Enum.GetValues<Weekday>().Select(day => new PickUpHours(day, new TimeOnly(9, 0), new TimeOnly(18, 0)))],
    };

    private static readonly Currency Pounds = Currency.Of("GBP");

    /// <summary>Loads the demo data into a shop that has no location yet; another shop is left as it is.</summary>
    public static async Task LoadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if ((await services.GetRequiredService<ILocations>().AllAsync(cancellationToken)).Count > 0)
            return;
        await ImportAsync(services, "locations", "locations.json", cancellationToken);
        await ImportAsync(services, "products", "products.csv", cancellationToken);
        await StockAsync(services, cancellationToken);
        await EquipAsync(services, cancellationToken);

        await SendAsync(services, new SaveCoupon(CouponCode, PercentOff: 10, MaxUses: null, ValidFrom: null, ValidUntil: null), cancellationToken);
        await SendAsync(services, new IssueGiftCard(GiftCardCode, new Money(25_00, Pounds)), cancellationToken);
        var customer = await SendAsync(services, new SaveCustomer("demo-ada", CustomerEmail, "Ada Lovelace", CustomerPassword), cancellationToken);
        await SendAsync(services, new OpenLoyaltyAccount(customer), cancellationToken);
        await SendAsync(services, new GrantPoints(customer, Points, "demo welcome"), cancellationToken);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Demo", file);

    private static async Task ImportAsync(IServiceProvider services, string name, string file, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetServices<IImport>().Single(candidate => candidate.Name == name);
        var report = await import.RunAsync(PathOf(file), new Progress<int>(), cancellationToken);
        if (report.Refused is [var row, ..])
            throw new InvalidOperationException($"The demo file {file} is refused in row {row.Row}: {row.Reason}");
    }

    private static async Task StockAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var catalog = services.GetRequiredService<ICatalog>();
        var variants = new List<VariantId>();
        foreach (var line in (await File.ReadAllLinesAsync(PathOf("products.csv"), cancellationToken)).Skip(1))
        {
            // The SKU is the third column from the end; none of the last three needs quotation marks.
            var variant = await catalog.FindVariantAsync(new VariantBy(Sku: line.Split(',')[^3]), cancellationToken);
            variants.Add(variant!.Id);
        }

        var references = Enumerable.Range(101, 12).Select(number => $"{number}").Append(WarehouseReference).ToList();
        for (var store = 0; store < references.Count; store++)
        {
            // Plenty in the warehouse, some in every store, a few sold out here and there.
            var place = store;
            var quantities = variants.Select((variant, i) => new OpeningStock(
                variant, references[place] == WarehouseReference ? 400 + (i * 13 % 200) : ((i * 7) + (place * 11)) % 40));
            await SendAsync(services, new EnterOpeningStock(references[store], [.. quantities]), cancellationToken);
        }
    }

    private static async Task EquipAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var store in await services.GetRequiredService<ILocations>().AllAsync(cancellationToken))
        {
            if (store.Services.Contains(LocationService.Collection))
                await SendAsync(services, new SavePickUpTerms(store.Id, PickUps), cancellationToken);
            if (!store.Services.Contains(LocationService.Sells))
                continue;
            await SendAsync(services, new SaveReader(store.Id, "Reader 1", ReaderBehaviour.Approves), cancellationToken);
            await SendAsync(services, new SaveReader(store.Id, "Reader that declines", ReaderBehaviour.Declines), cancellationToken);
        }
    }

    private static async Task<T> SendAsync<T>(IServiceProvider services, IRequest<Result<T>> request, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken)).Value;
    }
}
