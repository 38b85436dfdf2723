using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Contracts;

/// <summary>A product as every channel shows it. Never changes: a change of the catalogue makes a new one.</summary>
[GraphQLName("Product")]
[Node]
public sealed record CatalogProduct
{
    /// <summary>The product's id.</summary>
    public required ProductId Id { get; init; }

    /// <summary>The product's name in addresses: ocean-blue-shirt.</summary>
    public required string Handle { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, as plain text or HTML.</summary>
    public required string Description { get; init; }

    /// <summary>The first picture.</summary>
    public required string? ImageUrl { get; init; }

    /// <summary>All pictures, the first first.</summary>
    public IReadOnlyList<string> ImageUrls { get; init; } = [];

    /// <summary>What of it is sold, in the retailer's order; at least one.</summary>
    public required IReadOnlyList<CatalogVariant> Variants { get; init; }

    /// <summary>The categories it is in, by name.</summary>
    public IReadOnlyList<CatalogCategory> Categories { get; init; } = [];

    /// <summary>What its variants differ in; empty when there is only one.</summary>
    public IReadOnlyList<ProductOption> Options { get; init; } = [];

    /// <summary>Whether it is on sale. What is not is shown to nobody, except in carts and orders that have it already.</summary>
    [GraphQLIgnore]
    public bool OnSale { get; init; } = true;
}

/// <summary>One variant of a product: what is sold.</summary>
[GraphQLName("Variant")]
[Node]
public sealed record CatalogVariant
{
    /// <summary>The variant's id.</summary>
    public required VariantId Id { get; init; }

    /// <summary>The product it is a variant of.</summary>
    [GraphQLIgnore]
    public required ProductId ProductId { get; init; }

    /// <summary>The retailer's code.</summary>
    [GraphQLIgnore]
    public required Sku Sku { get; init; }

    /// <summary>The code that a till scans: EAN, UPC.</summary>
    public required string? Barcode { get; init; }

    /// <summary>The variant's own name: "Small / Blue"; the product's name when it is the only one.</summary>
    public required string Name { get; init; }

    /// <summary>The product's and the variant's name together, as a receipt has it.</summary>
    [GraphQLIgnore]
    public required string FullName { get; init; }

    /// <summary>The list price.</summary>
    [GraphQLIgnore]
    public required Money ListPrice { get; init; }

    /// <summary>What tells it from its product's other variants.</summary>
    public IReadOnlyList<SelectedOption> Options { get; init; } = [];

    /// <summary>Whether it can be bought: it is not taken off sale, and neither is its product.</summary>
    [GraphQLIgnore]
    public bool OnSale { get; init; } = true;
}

/// <summary>Something in which a product's variants differ.</summary>
/// <param name="Name">What: Size, Colour.</param>
/// <param name="Values">Its values, in the order of the variants.</param>
public sealed record ProductOption(string Name, IReadOnlyList<string> Values);

/// <summary>What one variant is in respect of one of its product's options.</summary>
/// <param name="Name">What: Size, Colour.</param>
/// <param name="Value">For example Small.</param>
public sealed record SelectedOption(string Name, string Value);

/// <summary>A category of products.</summary>
/// <param name="Id">The category's id.</param>
/// <param name="Name">The name.</param>
[GraphQLName("Category")]
[Node]
public sealed record CatalogCategory(CategoryId Id, string Name);

/// <summary>The lowest and the highest price of a product's variants.</summary>
/// <param name="Min">The lowest.</param>
/// <param name="Max">The highest.</param>
public sealed record PriceRange(Money Min, Money Max);
