using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Catalog.Contracts;

/// <summary>
/// Adds a product, or brings the one with this handle to this state: variants are known by their SKU, or, without one, by their options.
/// Refused with <see cref="InvalidInput"/> when a SKU or barcode belongs to another product.
/// </summary>
public sealed record SaveProduct : ICommand<SavedProduct>
{
    /// <summary>The product's name in addresses.</summary>
    public required string Handle { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The names of its categories, made where they are missing.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Addresses of pictures, the first first.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Whether it is on sale.</summary>
    public bool Published { get; init; } = true;

    /// <summary>What the variants differ in: Size, Colour. Empty when there is only one variant.</summary>
    public IReadOnlyList<string> OptionNames { get; init; } = [];

    /// <summary>The variants, in the retailer's order; at least one, all priced in one currency.</summary>
    public required IReadOnlyList<SaveVariant> Variants { get; init; }

    /// <summary>Whether variants that are not listed stay as they are. Otherwise they are taken off sale; none is ever deleted, because orders and stock know them.</summary>
    public bool KeepOtherVariants { get; init; }
}

/// <summary>A variant to be saved with its product.</summary>
public sealed record SaveVariant
{
    /// <summary>The retailer's code; null where it has none, then one is made of the handle and the options.</summary>
    public Sku? Sku { get; init; }

    /// <summary>The code that a till scans.</summary>
    public string? Barcode { get; init; }

    /// <summary>The option values, in the order of the product's options: Small, Blue.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The list price.</summary>
    public required Money Price { get; init; }
}

/// <summary>A saved product.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Variants">Its variants' ids, in the order in which they were given.</param>
/// <param name="Changed">Whether anything differed from what was there.</param>
public sealed record SavedProduct(ProductId Id, IReadOnlyList<VariantId> Variants, bool Changed)
{
    /// <summary>Whether it was not there before.</summary>
    public bool Created { get; init; }
}

/// <summary>
/// Enters the stock with which a location begins, for variants that never had any there; those that had are left as they are, so that it is
/// safe to repeat. Answers for how many it was entered. The catalogue's import asks for it; whoever keeps the stock does it. Refused with
/// <see cref="NotFound"/> when there is no such location.
/// </summary>
/// <param name="Location">The location's reference or name; null for the first, by reference, that goods are sent from.</param>
/// <param name="Quantities">How many of which variant; none or fewer are passed over.</param>
public sealed record EnterOpeningStock(string? Location, IReadOnlyList<OpeningStock> Quantities) : ICommand<int>;

/// <summary>So many of a variant to begin with.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Quantity">How many.</param>
public sealed record OpeningStock(VariantId VariantId, int Quantity);
