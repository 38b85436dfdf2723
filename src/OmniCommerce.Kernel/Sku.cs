using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.Kernel;

/// <summary>The retailer's own code for a variant: 1 to 64 characters, none of them a control character, no space at either end. Compared without regard to case.</summary>
public readonly record struct Sku
{
    /// <summary>The most characters of a SKU.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private Sku(string value) => _value = value;

    /// <summary>The code as the retailer writes it.</summary>
    public string Value => _value ?? "";

    /// <summary>The code as it is compared and indexed: in capitals.</summary>
    public string Normalized => Value.ToUpperInvariant();

    /// <summary>The SKU with this code.</summary>
    /// <exception cref="ArgumentException">The code is not acceptable.</exception>
    public static Sku Of(string code) => TryParse(code, out var sku) ? sku : throw new ArgumentException($"'{code}' is no SKU.", nameof(code));

    /// <summary>Reads a code; spaces around it are dropped.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Sku sku)
    {
        var trimmed = code?.Trim();
        var valid = trimmed is { Length: > 0 and <= MaxLength } && !trimmed.Any(char.IsControl);
        sku = valid ? new Sku(trimmed!) : default;
        return valid;
    }

    /// <summary>Whether both stand for the same variant.</summary>
    public bool Equals(Sku other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
