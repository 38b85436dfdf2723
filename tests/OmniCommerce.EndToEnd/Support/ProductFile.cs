using System.Text;

namespace OmniCommerce.EndToEnd.Support;

/// <summary>Writes product files as merchants have them.</summary>
internal static class ProductFile
{
    public static string Of(params (string Sku, string Price, int Stock)[] products)
    {
        var csv = new StringBuilder("Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode\n");
        foreach (var (sku, price, stock) in products)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{sku.ToLowerInvariant()},{sku},,Test,true,Title,Default Title,{sku},{stock},{price},\n");
        return csv.ToString();
    }
}
