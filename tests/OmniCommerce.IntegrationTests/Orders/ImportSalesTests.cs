using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Imports;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class ImportSalesTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private const string Head = "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country\n";

    // Row 2 follows the head.
    private const string Oddities = Head + """
        900001;X85123A;WHITE HANGING HEART;6;1/12/2010 08:26;2,55;17850;United Kingdom
        900001;XPOST;;1;1/12/2010 08:26;18;17850;France
        900001;X85123A;WHITE HANGING HEART;2;1/12/2010 08:26;2,55;17850;United Kingdom
        900002;X22752;?;2;1/12/2010 08:30;7,65;;United Kingdom
        C900003;X85123A;WHITE HANGING HEART;-4;1/12/2010 09:00;2,55;17850;United Kingdom
        C900003;X85123A;WHITE HANGING HEART;-4;1/12/2010 09:00;2,55;17850;United Kingdom
        C900003;D;Discount;-1;1/12/2010 09:00;27,5;17850;United Kingdom
        900004;X22752;damages;-10;1/12/2010 10:00;0;;United Kingdom
        900005;X22752;found;3;1/12/2010 10:05;0;;United Kingdom
        900006;X22752;SET 7 BABUSHKA NESTING BOXES;1;1/12/2010 11:00;0;17850;United Kingdom
        900007;X22752;SET 7 BABUSHKA NESTING BOXES;-1;1/12/2010 11:00;7,65;17850;United Kingdom
        900008;X22752;SET 7 BABUSHKA NESTING BOXES;none;1/12/2010 11:00;7,65;;United Kingdom
        900008;X22752;SET 7 BABUSHKA NESTING BOXES;1;1.12.2010;7,65;;United Kingdom
        900008;X22752;SET 7 BABUSHKA NESTING BOXES;1;1/12/2010 11:00;7,655;;United Kingdom
        900008;B;Adjust bad debt;1;1/12/2010 11:00;-11062,06;;United Kingdom
        900008;X22752;SET 7 BABUSHKA NESTING BOXES;1;1/12/2010 11:00;7,65;;United Kingdom
        900001;X22752;SET 7 BABUSHKA NESTING BOXES;1;1/12/2010 08:27;7,65;17850;United Kingdom
        """;

    [Fact]
    public async Task Every_row_is_in_the_books_or_in_the_report()
    {
        var report = await Import(Oddities);

        report.Rows.ShouldBe(17);
        report.Refused.Select(row => (row.Row, row.Field)).ShouldBe([(12, "Quantity"), (13, "Quantity"), (14, "InvoiceDate"), (15, "UnitPrice"), (16, "UnitPrice")]);
        (report.Created, report.Unchanged).ShouldBe((7, 0));

        (await TotalOf("900001")).ShouldBe(1530 + 1800 + 510 + 765);
        (await TotalOf("900002")).ShouldBe(1530);
        (await TotalOf("900006")).ShouldBe(0);
        (await TotalOf("900008")).ShouldBe(765);
        var returns = await shop.InDatabase(db => db.Set<OrderReturn>().Include(goods => goods.Lines).Where(goods => goods.Reference == "C900003").ToListAsync());
        returns.Sum(goods => goods.Refunded).ShouldBe(1020 + 1020 + 2750);
        returns.Single(goods => goods.OrderId != null).Lines.Select(line => line.Quantity).ShouldBe([4]);
        returns.Single(goods => goods.OrderId == null).Lines.Select(line => (line.Quantity, line.Condition)).ShouldBe([(4, ReturnCondition.Resellable), (1, ReturnCondition.Missing)]);

        (await Moved("X85123A")).ShouldBe(["Receive 8", "Return 8", "Sell 8"]);
        (await Moved("X22752")).ShouldBe(["Receive 18", "Sell 5", "WriteOff 10"]);
        (await Moved("D")).ShouldBeEmpty();
        var sold = await shop.InDatabase(db => db.Set<Order>().SingleAsync(order => order.Reference == "900001"));
        sold.PlacedAt.ShouldBe(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero));
        await shop.TheBooksAreRight();

        var movements = await shop.InDatabase(db => db.Set<StockMovement>().CountAsync());
        var again = await Import(Oddities);
        (again.Created, again.Unchanged, again.Refused.Count).ShouldBe((0, 7, 5));
        (await shop.InDatabase(db => db.Set<StockMovement>().CountAsync())).ShouldBe(movements);
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_done_by_the_next_run()
    {
        const string file = Head + """
            910001;Y85123A;WHITE HANGING HEART;6;1/12/2010 08:26;2,55;;United Kingdom
            910002;Y85123A;WHITE HANGING HEART;4;1/12/2010 08:28;2,55;;United Kingdom
            """;
        shop.Breakdown.After("StartOrder");
        await Should.ThrowAsync<BreakdownException>(() => Import(file));

        var report = await Import(file);

        (report.Created + report.Unchanged, report.Refused.Count).ShouldBe((2, 0));
        (await TotalOf("910001")).ShouldBe(1530);
        (await Moved("Y85123A")).ShouldBe(["Receive 10", "Sell 10"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Corrections_of_an_invoice_whose_sale_was_all_that_a_crash_left_are_booked_by_the_next_run()
    {
        const string file = Head + """
            920001;V85123A;WHITE HANGING HEART;6;1/12/2010 08:26;2,55;;United Kingdom
            920001;V85123A;damages;-2;1/12/2010 08:26;0;;United Kingdom
            """;
        shop.Breakdown.After("StartOrder");
        await Should.ThrowAsync<BreakdownException>(() => Import(file));

        await Import(file);

        (await Moved("V85123A")).ShouldBe(["Receive 8", "Sell 6", "WriteOff 2"]);
        (await Import(file)).Created.ShouldBe(0);
        (await Moved("V85123A")).ShouldBe(["Receive 8", "Sell 6", "WriteOff 2"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_came_back_finds_its_purchase_wherever_the_file_has_it()
    {
        await Import(Head + """
            C930002;U85123A;WHITE HANGING HEART;-4;3/12/2010 09:00;2,55;17851;United Kingdom
            930001;U85123A;WHITE HANGING HEART;2;2/12/2010 08:26;2,55;17851;United Kingdom
            930000;U85123A;WHITE HANGING HEART;6;1/12/2010 08:26;2,55;17851;United Kingdom
            930001;U85123A;WHITE HANGING HEART;1;2/12/2010 08:26;2,55;17851;United Kingdom
            """);

        var back = await shop.InDatabase(db => db.Set<OrderReturn>().SingleAsync(goods => goods.Reference == "C930002"));
        back.OrderId.ShouldBe((await shop.InDatabase(db => db.Set<Order>().SingleAsync(order => order.Reference == "930000"))).Id);
        (await Moved("U85123A")).ShouldBe(["Receive 9", "Return 4", "Sell 9"]);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Two_imports_of_one_file_at_once_book_it_once()
    {
        var file = Head + string.Join('\n', Enumerable.Range(0, 20).Select(number =>
            $"{940000 + number};T85123A;WHITE HANGING HEART;{number + 1};1/12/2010 08:{number + 10};2,55;;United Kingdom"));

        var reports = await Task.WhenAll(Task.Run(() => Import(file)), Task.Run(() => Import(file)));

        reports.ShouldAllBe(report => report.Refused.Count == 0);
        (await Moved("T85123A")).ShouldBe(["Receive 210", "Sell 210"]);
        await shop.TheBooksAreRight();

        // One that comes to the shelf when the other has sold everything.
        var sold = await shop.InDatabase(db => db.Set<Order>().Include(order => order.Lines).SingleAsync(order => order.Reference == "940007"));
        await shop.Done(new ReceiveOpeningStock(sold.Delivery.LocationId!.Value, [new SalesMove("940007", sold.Lines[0].VariantId, -8)], sold.PlacedAt));
        (await Moved("T85123A")).ShouldBe(["Receive 210", "Sell 210"]);
    }

    [Fact]
    public async Task Numbers_without_end_are_refused_row_by_row()
    {
        var report = await Import(Head + $"""
            950001;S85123A;WHITE HANGING HEART;1000000;1/12/2010 08:26;90000000000000;;United Kingdom
            950002;S85123A;WHITE HANGING HEART;1;1/12/2010 08:26;2,55;{new string('9', 65)};United Kingdom
            950003;S85123A;{new string('x', 5000)};3;1/12/2010 08:26;0;;United Kingdom
            {string.Join('\n', Enumerable.Repeat("950004;S85123A;WHITE HANGING HEART;1000000;1/12/2010 08:26;0,01;17852;United Kingdom", 2200))}
            """);

        report.Refused.Where(row => row.Row < 5).Select(row => (row.Row, row.Field)).ShouldBe([(2, "UnitPrice"), (3, "CustomerID")]);
        report.Refused.Count.ShouldBe(2202);
        report.Refused[^1].Reason.ShouldNotBeEmpty();
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData("")]
    [InlineData("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,2,3,4,5,6,7,8")]
    public async Task A_file_without_the_columns_is_refused_whole(string file) =>
        (await Should.ThrowAsync<InvalidDataException>(() => Import(file))).Message.ShouldContain("InvoiceNo");

    [Fact]
    public async Task The_books_of_a_real_shop_agree_with_its_file_to_the_penny()
    {
        var file = Path.Combine(RepositoryRoot(), "..", "shared", "data", "online-retail.csv");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there.");
        var refused = new List<RefusedRow>();
        var (invoices, rows) = await SalesFile.ReadAsync(file, refused, TestContext.Current.CancellationToken);
        var began = System.Diagnostics.Stopwatch.StartNew();

        var report = await Import(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        TestContext.Current.TestOutputHelper?.WriteLine($"{rows} rows in {began.Elapsed.TotalSeconds:0.0} s; {string.Join(" ", report.Notes)}");
        report.Refused.ShouldBeEmpty();
        (report.Rows, report.Created).ShouldBe((4689, 260));
        foreach (var invoice in invoices)
            (await TotalOf(invoice.Number)).ShouldBe(invoice.Rows.Sum(row => row.Total.MinorUnits), invoice.Number);
        var moved = await shop.InDatabase(async db => await db.Set<StockMovement>()
            .Where(movement => movement.At < new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero) && movement.At > new DateTimeOffset(2010, 12, 1, 8, 25, 30, TimeSpan.Zero))
            .GroupBy(movement => movement.Kind).Select(group => new { group.Key, Sum = group.Sum(movement => movement.Quantity) }).ToDictionaryAsync(group => group.Key, group => group.Sum));
        moved[MovementKind.Sell].ShouldBeGreaterThanOrEqualTo(SumOf(row => row.Quantity > 0 && !row.UnitPrice.IsZero));
        (await shop.WrongInTheBooks()).ShouldBeEmpty();

        int SumOf(Func<SalesRow, bool> which) => invoices.SelectMany(invoice => invoice.Rows).Where(which).Sum(row => row.Quantity);
    }

    private async Task<ImportReport> Import(string text)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        try
        {
            await using var scope = shop.Services.CreateAsyncScope();
            var import = scope.ServiceProvider.GetServices<IImport>().Single(candidate => candidate.Name == "sales");
            return await import.RunAsync(file, new Progress<int>(), TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the books have under the invoice's number: sold less given back.</summary>
    private Task<long> TotalOf(string invoice) => shop.InDatabase(async db =>
        await db.Set<Order>().Where(order => order.Reference == invoice && order.Sequence != null).SumAsync(order => order.Total)
        - await db.Set<OrderReturn>().Where(goods => goods.Reference == invoice).SumAsync(goods => goods.Refunded));

    private async Task<string[]> Moved(string stockCode)
    {
        var variant = await shop.Services.GetRequiredService<ICatalog>().FindVariantAsync(new VariantBy { Sku = stockCode }, TestContext.Current.CancellationToken);
        var moved = await shop.InDatabase(db => db.Set<StockMovement>()
            .Where(movement => movement.VariantId == variant!.Id)
            .Where(movement => movement.Kind != MovementKind.Hold && movement.Kind != MovementKind.Allocate)
            .GroupBy(movement => movement.Kind)
            .Select(group => new { group.Key, Sum = group.Sum(movement => movement.Quantity) })
            .ToListAsync());
        return [.. moved.Select(group => $"{group.Key} {group.Sum}").Order(StringComparer.Ordinal)];
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "OmniCommerce.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
