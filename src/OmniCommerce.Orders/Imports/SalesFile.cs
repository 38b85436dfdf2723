using System.Globalization;
using CsvHelper;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Orders.Imports;

/// <summary>A row of a sales file: one line of one invoice.</summary>
internal sealed record SalesRow(
    int Number, string Invoice, Sku StockCode, string Description, int Quantity, DateTimeOffset At, Money UnitPrice, string? Customer)
{
    public Money Total => UnitPrice * Quantity;
}

/// <summary>All rows of one invoice, in the file's order.</summary>
internal sealed record SalesInvoice(string Number, IReadOnlyList<SalesRow> Rows)
{
    /// <summary>Credit notes are numbered C…; their quantities are negative.</summary>
    public bool IsCreditNote => Number.StartsWith('C');

    public DateTimeOffset At { get; } = Rows.Min(row => row.At);

    public string? Customer => Rows[0].Customer;
}

/// <summary>
/// Reads a sales file: InvoiceNo; StockCode; Description; Quantity; InvoiceDate; UnitPrice; CustomerID; Country, separated by semicolons, decimals
/// with a comma, dates as d/m/yyyy hh:mm. The file names no currency and no time zone: it is a British shop's, in pounds, and its clock is taken
/// for UTC.
/// </summary>
internal static class SalesFile
{
    public static readonly Currency Pounds = Currency.Of("GBP");

    /// <summary>The most that a row may come to, in minor units: of millions of such rows the sum still is a number.</summary>
    private const long MaxTotal = 100_000_000_000;

    private const int MaxCustomer = 64;

    private const int MaxDescription = 300;

    private static readonly string[] Needed = ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice"];

    private static readonly NumberFormatInfo DecimalComma = new() { NumberDecimalSeparator = "," };

    private static readonly CsvReaderOptions Options = new() { Separator = ';' };

    /// <summary>The invoices, the earliest first, however the file has them. Rows that cannot be read are refused.</summary>
    /// <exception cref="InvalidDataException">The file is no sales file.</exception>
    public static async Task<(IReadOnlyList<SalesInvoice> Invoices, int Rows)> ReadAsync(string file, List<RefusedRow> refused, CancellationToken cancellationToken)
    {
        var invoices = new Dictionary<string, List<SalesRow>>();
        using var csv = CsvReader.FromFile(file, Options);
        await csv.ReadHeaderAsync(cancellationToken);
        string[] head = [.. csv.Headers.Select(name => name.Trim())];
        if (Array.Find(Needed, name => !head.Contains(name)) is { } missing)
            throw new InvalidDataException($"The file has no column {missing}. Its first line names the columns, separated by semicolons: {string.Join(';', Needed)}.");
        var number = 1;
        while (await csv.ReadAsync(cancellationToken))
        {
            number++;
            string? Cell(string name) => Array.IndexOf(head, name) is >= 0 and var i && i < csv.FieldCount ? csv.GetString(i).Trim() : null;
            if (Read(Cell, number, refused) is not { } row)
                continue;
            if (!invoices.TryGetValue(row.Invoice, out var rows))
                invoices.Add(row.Invoice, rows = []);
            rows.Add(row);
        }

        return ([.. invoices.Select(invoice => new SalesInvoice(invoice.Key, invoice.Value)).OrderBy(invoice => invoice.At).ThenBy(invoice => invoice.Rows[0].Number)], number - 1);
    }

    private static SalesRow? Read(Func<string, string?> field, int number, List<RefusedRow> refused)
    {
        if (field("InvoiceNo") is not { Length: > 0 and <= 50 } invoice)
            return Refuse("InvoiceNo", "The number of the invoice is missing.");
        if (!Sku.TryParse(field("StockCode"), out var stockCode))
            return Refuse("StockCode", "The stock code is missing or too long.");
        if (!int.TryParse(field("Quantity"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quantity) || quantity is 0 or > 1_000_000 or < -1_000_000)
            return Refuse("Quantity", "A quantity is a whole number other than 0, at most 1000000.");
        if (!DateTime.TryParseExact(field("InvoiceDate"), "d/M/yyyy H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return Refuse("InvoiceDate", "A date is d/m/yyyy hh:mm.");
        if (!decimal.TryParse(field("UnitPrice"), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, DecimalComma, out var price)
            || !Money.TryFrom(price, Pounds, out var unitPrice))
            return Refuse("UnitPrice", "A price has at most two digits after its comma.");
        if (unitPrice.MinorUnits < 0)
            return Refuse("UnitPrice", "A price is not negative. A correction of the ledger is no sale.");
        if (unitPrice.MinorUnits > MaxTotal / Math.Abs(quantity))
            return Refuse("UnitPrice", $"A row comes to at most {new Money(MaxTotal, Pounds)}.");
        var customer = field("CustomerID");
        if (customer?.Length > MaxCustomer)
            return Refuse("CustomerID", $"A customer's number has at most {MaxCustomer} characters.");
        return new SalesRow(
            number, invoice, stockCode, OneLine(field("Description") ?? ""), quantity, new DateTimeOffset(at, TimeSpan.Zero), unitPrice, customer is { Length: > 0 } ? customer : null);

        SalesRow? Refuse(string field, string reason)
        {
            refused.Add(new RefusedRow(number, field, reason));
            return null;
        }
    }

    // It becomes a name, and the reason of a movement.
    private static string OneLine(string description) =>
        string.Concat(description.Take(MaxDescription).Select(character => char.IsControl(character) ? ' ' : character)).Trim();
}
