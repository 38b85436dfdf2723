using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Features;

/// <summary>A product as it is shown, with all its variants: those taken off sale are still in carts.</summary>
internal sealed record RememberedProduct(CatalogProduct Product, IReadOnlyList<CatalogVariant> Variants)
{
    public static RememberedProduct Of(Product product)
    {
        var variants = product.Variants.OrderBy(variant => variant.Position).Select(variant => VariantOf(product, variant)).ToArray();
        CatalogVariant[] sold = [.. variants.Where(variant => variant.OnSale)];
        return new RememberedProduct(
            new CatalogProduct
            {
                Id = product.Id,
                Handle = product.Handle,
                Name = product.Name,
                Description = product.Description,
                ImageUrl = product.Images.Count > 0 ? product.Images[0] : null,
                ImageUrls = product.Images,

                // A product that is off sale has no variant that is on sale, but whoever still has it in a cart sees it as it was.
                Variants = product.Published ? sold : variants,
                Categories = [.. product.Categories.Select(link => new CatalogCategory(link.CategoryId, link.Category.Name)).OrderBy(category => category.Name, StringComparer.Ordinal)],
                Options = [.. product.OptionNames.Select((name, i) => new ProductOption(name, ValuesOf(product, i)))],
                OnSale = product.Published,
            },
            variants);
    }

    public CatalogVariant? Variant(VariantId id)
    {
        foreach (var variant in Variants)
        {
            if (variant.Id == id)
                return variant;
        }

        return null;
    }

    private static string[] ValuesOf(Product product, int option) =>
        [.. product.Variants.Where(variant => variant.OnSale && variant.Options.Count > option).OrderBy(variant => variant.Position).Select(variant => variant.Options[option]).Distinct()];

    private static CatalogVariant VariantOf(Product product, Variant variant)
    {
        var name = variant.Options.Count > 0 ? string.Join(" / ", variant.Options) : product.Name;
        return new CatalogVariant
        {
            Id = variant.Id,
            ProductId = product.Id,
            Sku = variant.Sku,
            Barcode = variant.Barcode,
            Name = name,
            FullName = variant.Options.Count > 0 ? $"{product.Name}, {name}" : name,
            ListPrice = new Money(variant.Price, product.Currency),
            Options = [.. variant.Options.Zip(product.OptionNames, (value, option) => new SelectedOption(option, value))],
            OnSale = product.Published && variant.OnSale,
        };
    }
}
