using OmniCommerce.Carts.Contracts;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Imports;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Imports;

/// <summary>
/// <c>import sales FILE.csv</c>: invoices of another system become orders of a till, paid in cash at the invoice's own time; credit notes become
/// returns. Every operation's id comes of its invoice's number, so that a second run finds all of it done.
/// </summary>
internal sealed class ImportSales(SalesBooks books, SalesStock stock, TimeProvider clock) : IImport
{
    public string Name => "sales";

    public async Task<ImportReport> RunAsync(string file, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var run = new SalesRun(clock.GetUtcNow());
        var (invoices, rows) = await SalesFile.ReadAsync(file, run.Refused, cancellationToken);
        var till = await OpenTillAsync(cancellationToken);
        var known = await books.TotalsAsync([.. invoices.Select(invoice => invoice.Number)], cancellationToken);
        var bookings = invoices.Select(invoice => SalesBooking.Of(invoice, run.Refused)).ToList();
        var variants = await stock.VariantsAsync([.. bookings.SelectMany(booking => booking.Invoice.Rows)], run.Refused, cancellationToken);
        bookings = [.. bookings.Select(booking => OnlyKnown(booking, variants))];

        var missing = bookings.Where(booking => !known.ContainsKey(booking.Invoice.Number)).ToList();
        foreach (var refusal in await stock.ReceiveOpeningAsync(till, missing, variants, cancellationToken))
            run.Notes.Add($"Opening stock was not received: {refusal.Message}");
        var read = 0;
        foreach (var booking in bookings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (known.ContainsKey(booking.Invoice.Number))
                run.Unchanged++;
            else
                await BookAsync(till, booking, variants, run, cancellationToken);
            if (booking.Noted.Count > 0)
                await NoteAsync(till, booking, variants, run, cancellationToken);
            progress.Report(read += booking.Invoice.Rows.Count);
        }

        await CompareAsync(bookings, run, cancellationToken);
        return new ImportReport(rows, run.Created, 0, run.Unchanged, [.. run.Refused.OrderBy(row => row.Row)], run.Notes);
    }

    private async Task<SalesTill> OpenTillAsync(CancellationToken cancellationToken)
    {
        var location = await books.SendAsync(
            new SaveLocation { Reference = "IMPORTED-SALES", Name = "Imported sales", Country = "GB", Services = [LocationService.Sells, LocationService.Returns] },
            cancellationToken);
        return new SalesTill(location.Value.Id);
    }

    private async Task BookAsync(SalesTill till, SalesBooking booking, Dictionary<Sku, VariantId> variants, SalesRun run, CancellationToken cancellationToken)
    {
        var invoice = booking.Invoice;
        CustomerId? customer = null;
        if (invoice.Customer is { } reference)
            customer = (await books.SendAsync(new SaveCustomer(reference, null, null, null), cancellationToken)).Value;

        if (booking.Sold.Count > 0)
        {
            var sold = await SellAsync(till, booking, variants, customer, cancellationToken);
            if (sold.IsRefused && (await books.TotalsAsync([invoice.Number], cancellationToken)).ContainsKey(invoice.Number))
                run.Unchanged++; // Another import was faster.
            else
                run.Count(booking.Sold, sold);
        }

        if (booking.Returned.Count > 0)
        {
            CreditNoteRow[] rows = [.. booking.Returned.Select(row => new CreditNoteRow(
                variants[row.StockCode], -row.Quantity, row.UnitPrice, SalesServices.IsGoods(row.StockCode) ? ReturnCondition.Resellable : ReturnCondition.Missing))];
            var returned = await books.SendAsync(
                new BookCreditNote(till.Caller, invoice.Number, customer, rows, invoice.At, OperationIds.Of(invoice.Number, "return")), cancellationToken);
            run.Count(booking.Returned, returned);
            run.Returned += returned.IsRefused ? 0 : rows.Length;
            run.Linked += returned.IsRefused ? 0 : returned.Value;
        }
    }

    // A run may have ended between an invoice's sale and these.
    private async Task NoteAsync(SalesTill till, SalesBooking booking, Dictionary<Sku, VariantId> variants, SalesRun run, CancellationToken cancellationToken)
    {
        var number = booking.Invoice.Number;
        StockNote[] notes = [.. booking.Noted.Select(row => new StockNote(variants[row.StockCode], row.Quantity, $"{number} {row.Description}".TrimEnd(), row.At))];
        var noted = await books.SendAsync(new BookStockNotes(till.Caller, till.LocationId, notes, OperationIds.Of(number, "stock")), cancellationToken);
        if (!noted.IsRefused && noted.Value < run.Began)
            run.Unchanged++;
        else
            run.Count(booking.Noted, noted);
    }

    private async Task<Result<OrderId>> SellAsync(
        SalesTill till, SalesBooking booking, Dictionary<Sku, VariantId> variants, CustomerId? customer, CancellationToken cancellationToken)
    {
        if (!(await books.SendAsync(new OpenTillCart(till.Caller, customer), cancellationToken)).Try(out var cart, out var refusals))
            return new(refusals);
        foreach (var some in booking.Sold.Chunk(SalesTill.MaxLinesAtOnce))
        {
            var lines = some.Select(row => new AddCartLine(new VariantBy { Id = variants[row.StockCode] }, row.Quantity, row.UnitPrice));
            var added = await books.SendAsync(new AddCartLines(till.Caller, cart, [.. lines], null), cancellationToken);
            if (added.IsRefused)
                return new(added.Refusals);
        }

        var total = booking.Sold.Aggregate(Money.Zero(SalesFile.Pounds), (sum, row) => sum + row.Total);
        var invoice = booking.Invoice;
        return await books.SendAsync(
            new PlaceOrder(
                till.Caller,
                cart,
                null,
                [new TenderOffer { Kind = TenderKind.Cash, Amount = total }],
                OperationIds.Of(invoice.Number, "sale"),
                invoice.At,
                invoice.Number),
            cancellationToken);
    }

    private async Task CompareAsync(List<SalesBooking> bookings, SalesRun run, CancellationToken cancellationToken)
    {
        var inBooks = await books.TotalsAsync([.. bookings.Select(booking => booking.Invoice.Number)], cancellationToken);
        var (file, booked) = (0L, 0L);
        foreach (var booking in bookings)
        {
            var expected = booking.Sold.Concat(booking.Returned).Where(row => !run.IsRefused(row)).Sum(row => row.Total.MinorUnits);
            var found = inBooks.GetValueOrDefault(booking.Invoice.Number);
            if (expected != found)
                run.Notes.Add($"Invoice {booking.Invoice.Number}: {new Money(expected, SalesFile.Pounds)} in the file, {new Money(found, SalesFile.Pounds)} in the books.");
            file += expected;
            booked += found;
        }

        run.Notes.Add($"{bookings.Count} invoices of {new Money(file, SalesFile.Pounds)} in the file, {new Money(booked, SalesFile.Pounds)} in the books.");
        if (run.Returned > 0)
            run.Notes.Add($"{run.Linked} of {run.Returned} rows that came back found their purchase; the others came back without one.");
    }

    private static SalesBooking OnlyKnown(SalesBooking booking, Dictionary<Sku, VariantId> variants)
    {
        IReadOnlyList<SalesRow> Known(IReadOnlyList<SalesRow> rows) => [.. rows.Where(row => variants.ContainsKey(row.StockCode))];
        return booking with { Sold = Known(booking.Sold), Returned = Known(booking.Returned), Noted = Known(booking.Noted) };
    }
}

/// <summary>The till at which imported sales are rung up.</summary>
/// <param name="LocationId">The store that it stands in: one of its own, so that no other store's stock moves.</param>
internal sealed record SalesTill(LocationId LocationId)
{
    public const int MaxLinesAtOnce = 200;

    public Caller Caller { get; } = new(
        null, new DeviceId(OperationIds.Of("till", "import")), "Sales import", Channel.Pos, null, LocationId, SalesFile.Pounds, "en-GB");
}

/// <summary>What a run has come to so far.</summary>
internal sealed class SalesRun(DateTimeOffset began)
{
    private readonly HashSet<int> _refusedRows = [];

    /// <summary>What was booked before is a repeat.</summary>
    public DateTimeOffset Began => began;

    public List<RefusedRow> Refused { get; } = [];

    public List<string> Notes { get; } = [];

    public int Created { get; private set; }

    public int Unchanged { get; set; }

    public int Returned { get; set; }

    public int Linked { get; set; }

    public bool IsRefused(SalesRow row) => _refusedRows.Contains(row.Number);

    public void Count<T>(IReadOnlyList<SalesRow> rows, Result<T> booked)
        where T : notnull
    {
        if (!booked.IsRefused)
        {
            Created++;
            return;
        }

        foreach (var row in rows)
        {
            _refusedRows.Add(row.Number);
            Refused.Add(new RefusedRow(row.Number, "", string.Join(" ", booked.Refusals.Select(refusal => refusal.Message))));
        }
    }
}
