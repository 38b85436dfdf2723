using OmniCommerce.Kernel;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Orders.Imports;

/// <summary>What is to be booked for one invoice.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Sold">Its goods that were sold.</param>
/// <param name="Returned">Its goods that came back.</param>
/// <param name="Noted">Rows without a price and a customer: the stock was corrected, up or down, by so many.</param>
internal sealed record SalesBooking(SalesInvoice Invoice, IReadOnlyList<SalesRow> Sold, IReadOnlyList<SalesRow> Returned, IReadOnlyList<SalesRow> Noted)
{
    /// <summary>Sorts an invoice's rows by what they say. Rows that say nothing that could be booked are refused.</summary>
    public static SalesBooking Of(SalesInvoice invoice, List<RefusedRow> refused)
    {
        var (sold, returned, noted) = (new List<SalesRow>(), new List<SalesRow>(), new List<SalesRow>());
        foreach (var row in invoice.Rows)
        {
            if (row.Customer != invoice.Customer)
                refused.Add(new RefusedRow(row.Number, "CustomerID", "An invoice has one customer."));
            else if (row.UnitPrice.IsZero && row.Customer is null)
                noted.Add(row);
            else if (invoice.IsCreditNote && row.Quantity < 0)
                returned.Add(row);
            else if (!invoice.IsCreditNote && row.Quantity > 0)
                sold.Add(row);
            else
                refused.Add(new RefusedRow(row.Number, "Quantity", "What comes back has a negative quantity on a credit note C…; what is sold a positive one on an invoice."));
        }

        return new SalesBooking(invoice, sold, returned, noted);
    }

    /// <summary>What the sale or the return does to the shelf, row by row. Corrections of the stock are booked so that they leave what is to be sold.</summary>
    public IEnumerable<(Sku StockCode, int Change)> StockChanges() =>
        Sold.Select(row => (row.StockCode, -row.Quantity))
            .Concat(Returned.Where(row => SalesServices.IsGoods(row.StockCode)).Select(row => (row.StockCode, -row.Quantity)));
}

/// <summary>Stock codes that stand for no goods: money lines such as postage, discounts and fees. They are sold like goods; nothing of them comes back to a shelf.</summary>
internal static class SalesServices
{
    private static readonly HashSet<Sku> Codes =
    [
        .. new[] { "POST", "DOT", "C2", "D", "M", "S", "B", "PADS", "CRUK", "BANK CHARGES", "AMAZONFEE" }.Select(Sku.Of),
    ];

    public static bool IsGoods(Sku code) => !Codes.Contains(code);
}
