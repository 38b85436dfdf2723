using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Domain;

/// <summary>So many of a variant in a cart.</summary>
internal sealed class CartLine
{
    public required CartLineId Id { get; init; }

    public required CartId CartId { get; init; }

    /// <summary>Where it stands in the cart; lines keep the order in which they were added.</summary>
    public required int Position { get; init; }

    public required VariantId VariantId { get; init; }

    /// <summary>The price of one that a till set, in minor units; null for the catalogue's.</summary>
    public required long? TillPrice { get; init; }

    public required Channel AddedBy { get; init; }

    public required int Quantity
    {
        get;
        set
        {
            field = value;
            CarriedOut = Math.Min(CarriedOut, value);
        }
    }

    /// <summary>How many of them are carried out of a store while the rest is sent; never more than there are.</summary>
    public int CarriedOut { get; set; }
}

/// <summary>What is to be added to a cart.</summary>
internal sealed record NewLine(CartLineId Id, VariantId VariantId, int Quantity, long? TillPrice, Channel AddedBy);

/// <summary>A code that was entered.</summary>
/// <param name="Code">As the coupon or gift card has it.</param>
/// <param name="Kind">Whose code it is.</param>
/// <param name="HeldMinorUnits">For a gift card in a held cart: how much of its money is held.</param>
internal sealed record CartCode(string Code, CartCodeKind Kind, long? HeldMinorUnits = null)
{
    public bool Is(string code) => string.Equals(Code, code.Trim(), StringComparison.OrdinalIgnoreCase);
}

internal enum CartCodeKind
{
    Coupon = 1,
    GiftCard = 2,
}

/// <summary>On which channel and when a cart was changed.</summary>
internal readonly record struct Change(Channel Channel, DateTimeOffset At);
