using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Domain;

/// <summary>A gift card. Its balance is the sum of its entries, its held money the sum of its holds; both change by conditional updates.</summary>
internal sealed class GiftCard
{
    public required GiftCardId Id { get; init; }

    /// <summary>The code as it was issued.</summary>
    public required string Code { get; init; }

    /// <summary>The code as it is compared, see <see cref="Normalize"/>.</summary>
    public required string NormalizedCode { get; init; }

    public required Currency Currency { get; init; }

    public required long Issued { get; init; }

    /// <summary>What is on it, in minor units, held money included.</summary>
    public required long Balance { get; init; }

    /// <summary>What of the balance is held for carts.</summary>
    public long Held { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public Money Available => new(Balance - Held, Currency);

    /// <summary>A card that is new, with all that is on it.</summary>
    public static GiftCard Issue(GiftCardId id, string code, Money amount, DateTimeOffset at) => new()
    {
        Id = id,
        Code = code.Trim(),
        NormalizedCode = Normalize(code),
        Currency = amount.Currency,
        Issued = amount.MinorUnits,
        Balance = amount.MinorUnits,
        IssuedAt = at,
    };

    /// <summary>People leave out dashes and spaces and write small letters.</summary>
    public static string Normalize(string code) => string.Concat(code.Where(character => character != '-' && !char.IsWhiteSpace(character))).ToUpperInvariant();
}

/// <summary>Money of a gift card that a hold has.</summary>
internal sealed class GiftCardHold
{
    public required HoldId HoldId { get; init; }

    public required GiftCardId GiftCardId { get; init; }

    public required long Amount { get; set; }
}

/// <summary>Money that went onto a gift card or off it. Written once, never changed.</summary>
internal sealed class GiftCardEntry
{
    public required GiftCardId GiftCardId { get; init; }

    public required GiftCardEntryKind Kind { get; init; }

    /// <summary>The order that spent it, or the return that gave it back: a card is booked once for each.</summary>
    public required string Reference { get; init; }

    /// <summary>Minor units: positive onto the card, negative off it.</summary>
    public required long Amount { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal enum GiftCardEntryKind
{
    Issued = 1,
    Spent = 2,
    Refunded = 3,
}
