using System.Globalization;
using CsvHelper;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Catalog.Features;

/// <summary>One row of a product file, as it is written.</summary>
/// <param name="Number">The row's number in the file, the head being row 1.</param>
/// <param name="Cells">The cells that are not empty, by the name of their column, without spaces around them.</param>
internal sealed record ProductFileRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[string column] => Cells.GetValueOrDefault(column);
}

/// <summary>Reads product files as Shopify exports them: the rows of one handle are one product, each with a variant, a picture or both.</summary>
internal static class ProductFile
{
    public const string Handle = "Handle";
    public const string Title = "Title";
    public const string Body = "Body (HTML)";
    public const string Type = "Type";
    public const string Tags = "Tags";
    public const string Published = "Published";
    public const string Status = "Status";
    public const string Sku = "Variant SKU";
    public const string Barcode = "Variant Barcode";
    public const string Price = "Variant Price";
    public const string Quantity = "Variant Inventory Qty";
    public const string Image = "Image Src";
    public const string ImagePosition = "Image Position";
    private const string OnlyOption = "Title";
    private const string OnlyValue = "Default Title";
    private const int MaxOptions = 3;

    private static readonly CsvReaderOptions Options = new() { MaxRecordSize = 4 * 1024 * 1024 };

    /// <summary>The rows of each handle, in the order of the file, however far apart they are. Rows without a handle are refused.</summary>
    public static async Task<(IReadOnlyList<List<ProductFileRow>> Products, int Rows)> ReadAsync(
        string file, List<RefusedRow> refused, IProgress<int> progress, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.FromFile(file, Options);
        await csv.ReadHeaderAsync(cancellationToken);
        string[] head = [.. csv.Headers.Select(name => name.Trim())];
        if (!head.Contains(Handle))
        {
            refused.Add(new RefusedRow(1, Handle, $"The head has no column '{Handle}'. Export the products in Shopify's CSV format."));
            return ([], 0);
        }

        var products = new Dictionary<string, List<ProductFileRow>>(StringComparer.OrdinalIgnoreCase);
        var rows = 0;
        try
        {
            while (await csv.ReadAsync(cancellationToken))
            {
                rows++;
                if (rows % 1000 == 0)
                    progress.Report(rows);
                var row = new ProductFileRow(rows + 1, CellsOf(csv, head));
                if (row[Handle] is not { } handle)
                    refused.Add(new RefusedRow(row.Number, Handle, "The handle is missing; it says which product the row belongs to."));
                else if (products.TryGetValue(handle, out var known))
                    known.Add(row);
                else
                    products.Add(handle, [row]);
            }
        }
        catch (CsvFormatException)
        {
            refused.Add(new RefusedRow(rows + 2, Handle, "From here on the file cannot be read: a row is longer than 4 MB, as when a quotation mark is not closed."));
        }

        progress.Report(rows);
        return ([.. products.Values], rows);
    }

    /// <summary>Whether the row has a variant; the others have only a picture.</summary>
    public static bool HasVariant(ProductFileRow row) =>
        row[Price] is not null || row[Sku] is not null || Enumerable.Range(1, MaxOptions).Any(i => row[$"Option{i} Value"] is not null);

    /// <summary>The names of the product's options; none for a product with a single variant, which Shopify writes as Title: Default Title.</summary>
    public static string[] OptionNames(List<ProductFileRow> rows)
    {
        var first = rows[0];
        string[] names = [.. Enumerable.Range(1, MaxOptions).Select(i => first[$"Option{i} Name"]).TakeWhile(name => name is not null)!];
        return names is [OnlyOption] && rows.Where(HasVariant).All(row => row["Option1 Value"] is null or OnlyValue) ? [] : names;
    }

    /// <summary>The pictures in their order, those without a position last.</summary>
    public static string[] Images(List<ProductFileRow> rows) =>
        [.. rows.Where(row => row[Image] is not null).OrderBy(row => int.TryParse(row[ImagePosition], out var position) ? position : int.MaxValue).Select(row => row[Image]!).Distinct()];

    /// <summary>The product type and the tags: what merchants group by.</summary>
    public static string[] Categories(List<ProductFileRow> rows) =>
        [.. rows.SelectMany(row => (row[Tags] ?? "").Split(',').Prepend(row[Type] ?? "")).Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static bool IsPublished(List<ProductFileRow> rows) =>
        !string.Equals(rows[0][Published], "false", StringComparison.OrdinalIgnoreCase)
        && (rows[0][Status] is not { } status || string.Equals(status, "active", StringComparison.OrdinalIgnoreCase));

    /// <summary>The row's variant, or the refusal that says why it has none.</summary>
    public static SaveVariant? Variant(ProductFileRow row, int options, Currency currency, out RefusedRow? refusal)
    {
        refusal = null;
        if (row[Price] is not { } price)
            refusal = new RefusedRow(row.Number, Price, "The price is missing.");
        else if (!decimal.TryParse(price, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            refusal = new RefusedRow(row.Number, Price, $"'{price}' is no price. Write it as 19.90.");
        else if (amount < 0)
            refusal = new RefusedRow(row.Number, Price, $"'{price}' is negative.");
        else if (!Money.TryFrom(amount, currency, out var money))
            refusal = new RefusedRow(row.Number, Price, $"'{price}' is no amount of {currency}: it has at most {currency.Digits} digits after the point.");
        else if (row[Sku] is { } code && !Kernel.Sku.TryParse(code, out _))
            refusal = new RefusedRow(row.Number, Sku, $"A SKU has at most {Kernel.Sku.MaxLength} characters, none of them a control character.");
        else
            return new SaveVariant
            {
                Sku = Kernel.Sku.TryParse(row[Sku], out var sku) ? sku : null,

                // Spreadsheets keep leading zeros by an apostrophe, which is no part of the code.
                Barcode = row[Barcode]?.TrimStart('\'') is { Length: > 0 } barcode ? barcode : null,
                Options = [.. Enumerable.Range(1, options).Select(i => row[$"Option{i} Value"] ?? "")],
                Price = money,
            };
        return null;
    }

    private static Dictionary<string, string> CellsOf(CsvReader csv, string[] head)
    {
        var cells = new Dictionary<string, string>();
        for (var i = 0; i < Math.Min(head.Length, csv.FieldCount); i++)
        {
            if (csv.GetString(i).Trim() is { Length: > 0 } cell)
                cells[head[i]] = cell;
        }

        return cells;
    }
}
