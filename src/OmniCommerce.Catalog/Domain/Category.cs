using OmniCommerce.Kernel;

namespace OmniCommerce.Catalog.Domain;

/// <summary>A category of products, known by its name.</summary>
internal sealed class Category
{
    public const int MaxName = 100;

    public required CategoryId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name as it is compared: without regard to case and accents.</summary>
    public required string NormalizedName { get; init; }
}

/// <summary>A product is in a category.</summary>
internal sealed class ProductCategory
{
    public required ProductId ProductId { get; init; }

    public CategoryId CategoryId { get; private init; }

    public required Category Category { get; init; }
}
