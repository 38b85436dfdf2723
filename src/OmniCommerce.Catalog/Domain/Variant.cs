using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Domain;

/// <summary>What is sold of a product. It is never deleted: carts, orders and stock know it.</summary>
internal sealed class Variant
{
    public const int MaxBarcode = 64;
    public const int MaxOption = 255;

    public required VariantId Id { get; init; }

    public required ProductId ProductId { get; init; }

    public Sku Sku { get; private set; }

    public string NormalizedSku { get; private set; } = "";

    public string? Barcode { get; set; }

    public List<string> Options { get; private set; } = [];

    /// <summary>The list price in minor units of the product's currency.</summary>
    public long Price { get; private set; }

    public int Position { get; private set; }

    public bool OnSale { get; private set; }

    public void Bring(SaveVariant wanted, Sku sku, int position)
    {
        Sku = sku;
        NormalizedSku = sku.Normalized;
        Barcode = wanted.Barcode;
        Options = [.. wanted.Options];
        Price = wanted.Price.MinorUnits;
        Position = position;
        OnSale = true;
    }

    public void TakeOffSale() => OnSale = false;
}
