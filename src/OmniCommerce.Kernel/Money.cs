using System.Globalization;

namespace OmniCommerce.Kernel;

/// <summary>
/// An amount of money: a whole number of a currency's minor units, so that nothing is ever rounded unseen. Two currencies never mix, and an
/// amount that does not fit is an <see cref="OverflowException"/>, not another amount.
/// </summary>
/// <param name="MinorUnits">The amount in minor units: 1990 for GBP 19.90 and for JPY 1990.</param>
/// <param name="Currency">The currency.</param>
public readonly record struct Money(long MinorUnits, Currency Currency) : IComparable<Money>
{
    /// <summary>Whether there is nothing.</summary>
    public bool IsZero => MinorUnits == 0;

    /// <summary>The amount with exactly its currency's digits: 19.90, or 1990 for JPY.</summary>
    public decimal Amount => new(
        lo: unchecked((int)Magnitude), mid: unchecked((int)(Magnitude >> 32)), hi: 0, isNegative: MinorUnits < 0, scale: (byte)Currency.Digits);

    private ulong Magnitude => MinorUnits < 0 ? unchecked((ulong)-MinorUnits) : (ulong)MinorUnits;

    /// <summary>Nothing, in the currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>Reads an exact amount.</summary>
    /// <returns>False when the amount has more digits than its currency or does not fit.</returns>
    public static bool TryFrom(decimal amount, Currency currency, out Money money)
    {
        var scale = currency.Digits switch { 0 => 1m, 3 => 1000m, _ => 100m };
        money = Zero(currency);
        if (amount is > 90_000_000_000_000m or < -90_000_000_000_000m)
            return false;
        var minorUnits = amount * scale;
        if (minorUnits != decimal.Truncate(minorUnits))
            return false;
        money = new Money((long)minorUnits, currency);
        return true;
    }

    /// <summary>The sum.</summary>
    public static Money operator +(Money left, Money right) => new(left.MinorUnits + left.Same(right).MinorUnits, left.Currency);

    /// <summary>The difference.</summary>
    public static Money operator -(Money left, Money right) => new(left.MinorUnits - left.Same(right).MinorUnits, left.Currency);

    /// <summary>The amount taken the other way.</summary>
    public static Money operator -(Money money) => new(-money.MinorUnits, money.Currency);

    /// <summary>The amount so many times.</summary>
    public static Money operator *(Money money, int times) => new(money.MinorUnits * times, money.Currency);

    /// <summary>Whether the left amount is less.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left amount is more.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left amount is not more.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left amount is not less.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The lesser of two amounts.</summary>
    public static Money Min(Money left, Money right) => left <= right ? left : right;

    /// <summary>The greater of two amounts.</summary>
    public static Money Max(Money left, Money right) => left >= right ? left : right;

    /// <summary>The part of the amount that a ratio in millionths makes, rounded half away from zero: 10 % is 100,000.</summary>
    public Money Part(long millionths)
    {
        var product = (Int128)MinorUnits * millionths;
        var half = product < 0 ? -500_000 : 500_000;
        return this with { MinorUnits = (long)((product + half) / 1_000_000) };
    }

    /// <summary>
    /// Splits the amount in proportion to the weights, exactly: the parts sum to the amount, and the minor units left over by rounding go to
    /// the largest remainders, the first of equals first. Weights that sum to zero share nothing but an amount of zero.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative, or all are zero while the amount is not.</exception>
    public IReadOnlyList<Money> Split(IReadOnlyList<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
            sum += weight < 0 ? throw new ArgumentException("A weight is negative.", nameof(weights)) : weight;
        if (sum == 0)
            return IsZero ? [.. Enumerable.Repeat(this, weights.Count)] : throw new ArgumentException("All weights are zero.", nameof(weights));

        var parts = new long[weights.Count];
        var remainders = new Int128[weights.Count];
        long given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var exact = (Int128)MinorUnits * weights[i];
            parts[i] = (long)(exact / sum);
            remainders[i] = Int128.Abs(exact % sum);
            given += parts[i];
        }

        var step = Math.Sign(MinorUnits);
        var left = (int)Math.Abs(MinorUnits - given);
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take(left))
            parts[i] += step;
        var currency = Currency;
        return [.. parts.Select(part => new Money(part, currency))];
    }

    /// <inheritdoc/>
    public int CompareTo(Money other) => MinorUnits.CompareTo(Same(other).MinorUnits);

    /// <summary>The amount and its currency, for people: <c>19.90 GBP</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency.Code}");

    private Money Same(Money other) =>
        other.Currency == Currency ? other : throw new InvalidOperationException($"{Currency} and {other.Currency} do not mix.");
}
