namespace OmniCommerce.Inventory.Features;

internal static class StockLimits
{
    /// <summary>The most that one command moves of a variant: a thousand such still fit a level's counters.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>The most characters of a movement's reason.</summary>
    public const int MaxReason = 400;
}
