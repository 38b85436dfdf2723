namespace OmniCommerce.Stripe;

/// <summary>
/// Names a call that moves money, so that it happens once however often it is sent. It belongs into the caller's books before the call is made,
/// and to no other call ever. Stripe remembers it for a day: later than that, read what became of the call instead of repeating it.
/// </summary>
public readonly record struct IdempotencyKey
{
    private const int MaxLength = 255;

    private readonly string? _value;

    /// <summary>Makes a key.</summary>
    /// <param name="value">1 to 255 printable ASCII characters.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public IdempotencyKey(string value)
    {
        if (value.Length is 0 or > MaxLength || value.Any(character => character is < '!' or > '~'))
            throw new ArgumentException($"An idempotency key has 1 to {MaxLength} printable ASCII characters.", nameof(value));
        _value = value;
    }

    /// <summary>The key's text.</summary>
    /// <exception cref="InvalidOperationException">The key was never made.</exception>
    public string Value => _value ?? throw new InvalidOperationException("An idempotency key is made with a text.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
