using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Domain;

/// <summary>A product with its variants, as the retailer keeps it.</summary>
internal sealed class Product
{
    public const int MaxHandle = 200;
    public const int MaxName = 255;
    public const int MaxDescription = 100_000;
    public const int MaxVariants = 250;
    public const int MaxImages = 250;
    public const int MaxCategories = 100;
    public const int MaxOptions = 5;

    private readonly List<Variant> _variants = [];
    private readonly List<ProductCategory> _categories = [];

    private Product()
    {
    }

    public ProductId Id { get; private init; }

    public string Handle { get; private init; } = "";

    /// <summary>The count of the catalogue's changes when the product was added: the order in which products came, without a gap in time.</summary>
    public long Number { get; private set; }

    /// <summary>The count of the catalogue's changes when the product was changed last.</summary>
    public long Version { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public bool Published { get; private set; }

    public Currency Currency { get; private set; }

    /// <summary>The lowest price of the variants on sale, in minor units: what lists are sorted by.</summary>
    public long LowestPrice { get; private set; }

    public List<string> Images { get; private set; } = [];

    public List<string> OptionNames { get; private set; } = [];

    public string SearchName { get; private set; } = "";

    public string SearchCodes { get; private set; } = "";

    public string SearchCategories { get; private set; } = "";

    public string SearchDescription { get; private set; } = "";

    public IReadOnlyList<Variant> Variants => _variants;

    public IReadOnlyList<ProductCategory> Categories => _categories;

    public static Product New(ProductId id, string handle) => new() { Id = id, Handle = handle };

    /// <summary>Handles are compared without regard to case, on every database alike.</summary>
    public static string NormalHandle(string handle) => handle.Trim().ToLowerInvariant();

    /// <summary>For each wanted variant the one that is meant: the one with its SKU, or, without a SKU of its retailer's on either side, with its options. Null for a new one.</summary>
    public Variant?[] Match(IReadOnlyList<SaveVariant> wanted)
    {
        var matches = new Variant?[wanted.Count];
        for (var i = 0; i < matches.Length; i++)
            matches[i] = _variants.Find(known => known.Sku == SkuOf(wanted[i]));
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] ??= _variants.Find(known =>
                !matches.Contains(known)
                && known.Options.SequenceEqual(wanted[i].Options)
                && (wanted[i].Sku is null || known.Sku == MadeSku.Of(Handle, known.Options)));
        }

        return matches;
    }

    /// <summary>Whether a barcode moves from one variant to another: then it must be free before it is taken.</summary>
    public bool FreeMovedBarcodes(IReadOnlyList<SaveVariant> wanted)
    {
        var matches = Match(wanted);
        var moved = false;
        for (var i = 0; i < matches.Length; i++)
        {
            if (wanted[i].Barcode is { } barcode && _variants.Find(known => known.Barcode == barcode) is { } owner && owner != matches[i])
            {
                owner.Barcode = null;
                moved = true;
            }
        }

        return moved;
    }

    /// <summary>Brings the product to the wanted state.</summary>
    /// <returns>The wanted variants, in their order.</returns>
    public IReadOnlyList<Variant> Bring(SaveProduct wanted, IReadOnlyList<Category> categories, Func<VariantId> newId)
    {
        Name = wanted.Name;
        Description = wanted.Description;
        Published = wanted.Published;
        Images = [.. wanted.Images];
        OptionNames = [.. wanted.OptionNames];
        Currency = wanted.Variants[0].Price.Currency;

        _categories.RemoveAll(known => !categories.Contains(known.Category));
        foreach (var category in categories.Where(category => !_categories.Exists(known => known.Category == category)))
            _categories.Add(new ProductCategory { ProductId = Id, Category = category });

        var listed = BringVariants(wanted, newId);
        var onSale = _variants.Where(variant => variant.OnSale).ToArray();
        LowestPrice = onSale.Length == 0 ? 0 : onSale.Min(variant => variant.Price);
        SearchName = SearchText.Of(Name);

        // In an order of their own: the database hands them out in any, and that alone is no change.
        SearchCodes = Words(_variants.SelectMany(variant => new[] { variant.Sku.Value, variant.Barcode }).OfType<string>());
        SearchCategories = Words(categories.Select(category => category.Name));
        SearchDescription = SearchText.OfHtml(Description) + " " + Words(_variants.SelectMany(variant => variant.Options));
        return listed;
    }

    /// <summary>Says when it changed, in the count of the catalogue's changes.</summary>
    public void ChangedAt(long version)
    {
        if (Number == 0)
            Number = version;
        Version = version;
    }

    private List<Variant> BringVariants(SaveProduct wanted, Func<VariantId> newId)
    {
        var matches = Match(wanted.Variants);
        var listed = new List<Variant>(matches.Length);
        for (var i = 0; i < matches.Length; i++)
        {
            var variant = matches[i] ?? new Variant { Id = newId(), ProductId = Id };
            if (matches[i] is null)
                _variants.Add(variant);
            variant.Bring(wanted.Variants[i], wanted.Variants[i].Sku ?? matches[i]?.Sku ?? SkuOf(wanted.Variants[i]), i);
            listed.Add(variant);
        }

        if (!wanted.KeepOtherVariants)
        {
            foreach (var other in _variants.Except(listed))
                other.TakeOffSale();
        }

        return listed;
    }

    private static string Words(IEnumerable<string> texts) => SearchText.Of(string.Join(' ', texts.Distinct().Order(StringComparer.Ordinal)));

    private Sku SkuOf(SaveVariant wanted) => wanted.Sku ?? MadeSku.Of(Handle, wanted.Options);
}
