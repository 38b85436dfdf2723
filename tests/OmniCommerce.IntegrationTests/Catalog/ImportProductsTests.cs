using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.IntegrationTests.Catalog;

/// <summary>A shop that receives the stock of imported products at its depot.</summary>
public sealed class ImportingShop : CommerceFixture
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Import:StockLocation", "Depot")];
}

public sealed class ImportProductsTests(ImportingShop shop) : IClassFixture<ImportingShop>
{
    private const string Head =
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Image Position\n";

    [Fact]
    public async Task Rows_of_one_handle_are_one_product_with_its_variants_and_pictures()
    {
        await shop.Send(new SaveLocation { Reference = "D", Name = "Depot", Services = [LocationService.ShipsFrom] });
        const string file = Head + """
            mug,Enamel Mug,"<p>Light, and hard
            to break</p>",Maker,Kitchen,"camping, Blue",true,Size,Small,Colour,Blue,MUG-S,4,12.5,'0123456,/mug2.svg,2
            mug,,,,,,,,Large,,Blue,,0,14,,/mug1.svg,1
            plate,Plate,,,,,TRUE,Title,Default Title,,,PL-1,3,9.99,,,
            mug,,,,,,,,,,,,,,,/mug3.svg,3
            """;

        var report = await Import(file);

        report.Refused.ShouldBeEmpty();
        (report.Rows, report.Created, report.Changed, report.Unchanged).ShouldBe((4, 2, 0, 0));
        report.Notes.ShouldBe(["Opening stock of 2 variants was received at 'Depot'; 0 had stock there already."]);
        var mug = (await shop.Memory().FindProductAsync(new() { Handle = "mug" }, Token)).ShouldNotBeNull();
        mug.Description.ShouldBe("<p>Light, and hard\nto break</p>");
        mug.Categories.Select(category => category.Name).ShouldBe(["Blue", "Kitchen", "camping"]);
        mug.ImageUrls.ShouldBe(["/mug1.svg", "/mug2.svg", "/mug3.svg"]);
        mug.Variants.Select(variant => (variant.Sku.Value, variant.Name, variant.ListPrice.MinorUnits, variant.Barcode))
            .ShouldBe([("MUG-S", "Small / Blue", 1250, "0123456"), ("MUG-LARGE-BLUE", "Large / Blue", 1400, null)]);
        var plate = (await shop.Memory().FindProductAsync(new() { Handle = "plate" }, Token)).ShouldNotBeNull();
        plate.Options.ShouldBeEmpty();
        plate.Variants.ShouldHaveSingleItem().FullName.ShouldBe("Plate");
        var stock = shop.Services.GetRequiredService<IStock>();
        (await stock.AvailableAsync([mug.Variants[0].Id, plate.Variants[0].Id], null, null, Token)).Values.ShouldBe([4, 3], ignoreOrder: true);

        var again = await Import(file);
        (again.Created, again.Changed, again.Unchanged).ShouldBe((0, 0, 2));
        again.Notes.ShouldBe(["Opening stock of 0 variants was received at 'Depot'; 2 had stock there already."]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_taken_is_left_out_and_said_with_its_field_and_reason()
    {
        await Import(Head + "first,First,,,,,true,Size,S,,,OWNED,,5,,,\n");
        var report = await Import(Head + $"""
            ,No Handle,,,,,true,Size,S,,,A,,5,,,
            untitled,,,,,,true,Size,S,,,B,,5,,,
            cap,Cap,,,,,true,Size,S,,,CAP-S,,five,,,
            cap,,,,,,,,M,,,CAP-M,,-5,,,
            cap,,,,,,,,L,,,CAP-L,,5.555,,,
            cap,,,,,,,,XL,,,owned,,5,,,
            cap,,,,,,,,XXL,,,CAP-XXL,,,,,
            cap,,,,,,,,S,,,CAP-S2,,5,,,
            cap,,,,,,,,S,,,CAP-S3,,6,,,
            {new string('h', 201)},Long,,,,,true,Size,S,,,C,,5,,,
            long,{new string('n', 256)},,,,,true,Size,S,,,D,,5,,,
            pictures,Pictures only,,,,,true,,,,,,,,,/a.svg,1
            """);

        report.Created.ShouldBe(1);
        report.Refused.Select(row => (row.Row, row.Field)).ShouldBe(
        [
            (2, "Handle"), (3, "Title"), (4, "Variant Price"), (5, "Variant Price"), (6, "Variant Price"), (7, "Variant SKU"), (8, "Variant Price"),
            (10, "Option1 Value"), (11, "Handle"), (12, "Title"), (13, "Variant Price"),
        ]);
        report.Refused.Single(row => row.Row == 7).Reason.ShouldBe("The SKU 'owned' belongs to the product 'first'.");
        var cap = (await shop.Memory().FindProductAsync(new() { Handle = "cap" }, Token)).ShouldNotBeNull();
        cap.Variants.Select(variant => variant.Sku.Value).ShouldBe(["CAP-S2"]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_taken_does_not_take_its_variant_off_sale()
    {
        await Import(Head + "hat,Hat,,,,,true,Size,S,,,HAT-S,,5,,,\nhat,,,,,,,,M,,,HAT-M,,5,,,\n");
        await Import(Head + "hat,Hat,,,,,true,Size,S,,,HAT-S,,6,,,\nhat,,,,,,,,M,,,HAT-M,,x,,,\n");
        (await shop.Catalog().FindVariantAsync(new VariantBy { Sku = "HAT-M" }, Token)).ShouldNotBeNull().ListPrice.MinorUnits.ShouldBe(500);
        (await shop.Catalog().FindVariantAsync(new VariantBy { Sku = "HAT-S" }, Token)).ShouldNotBeNull().ListPrice.MinorUnits.ShouldBe(600);
    }

    [Fact]
    public async Task A_file_without_the_columns_is_refused_as_a_whole()
    {
        (await Import("Name;Price\nTea;5\n")).Refused.ShouldHaveSingleItem().Row.ShouldBe(1);
        (await Import("")).Refused.ShouldHaveSingleItem().Field.ShouldBe("Handle");
    }

    [Theory]
    [InlineData("apparel.csv", 22)]
    [InlineData("home-and-garden.csv", 21)]
    public async Task Real_exports_are_taken_without_a_refusal(string name, int rows)
    {
        var path = SharedData.Path(name);
        await using var other = new CommerceFixture();
        await other.InitializeAsync();
        var report = await Run(other, path);
        report.Rows.ShouldBe(rows);
        report.Refused.ShouldBeEmpty();
        report.Created.ShouldBeGreaterThan(10);
        report.Notes.ShouldHaveSingleItem().ShouldContain("Import:StockLocation");
        (await Run(other, path)).Unchanged.ShouldBe(report.Created);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<ImportReport> Import(string csv)
    {
        using var file = new TemporaryFile(csv);
        return await Run(shop, file.Path);
    }

    private static async Task<ImportReport> Run(CommerceFixture commerce, string file)
    {
        await using var scope = commerce.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<IImport>().Single(import => import.Name == "products").RunAsync(file, new Progress<int>(), Token);
    }
}
