namespace OmniCommerce.Catalog.Contracts;

/// <summary>The order of a list of products; equal ones in the order in which the retailer added them.</summary>
public enum ProductSort
{
    /// <summary>What fits the search best first: found in the name before SKU, category and description. Without a search, as the retailer added them.</summary>
    Relevance = 1,

    /// <summary>By name.</summary>
    Name = 2,

    /// <summary>The lowest price first.</summary>
    PriceAsc = 3,

    /// <summary>The highest price first.</summary>
    PriceDesc = 4,

    /// <summary>The latest addition first.</summary>
    Newest = 5,
}
