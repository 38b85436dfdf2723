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

    /// <summary>What of it is sold, in the retailer's order; at least one.</summary>
    public required IReadOnlyList<CatalogVariant> Variants { get; init; }
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
}
