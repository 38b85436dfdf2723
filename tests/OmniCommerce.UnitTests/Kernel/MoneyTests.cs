using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Kernel;

public sealed class MoneyTests
{
    private static readonly Currency Gbp = Currency.Of("GBP");

    private static readonly Arbitrary<long> MinorUnits = Gen.OneOf(
        Gen.Choose(-100_000, 100_000).Select(n => (long)n),
        ArbMap.Default.GeneratorFor<long>()).ToArbitrary();

    private static readonly Arbitrary<long[]> Weights = Gen.OneOf(
            Gen.Choose(0, 3).Select(n => (long)n), Gen.Choose(0, int.MaxValue).Select(n => (long)n), Gen.Constant(long.MaxValue))
        .NonEmptyListOf()
        .Select(weights => weights.ToArray())
        .Where(weights => weights.Any(weight => weight > 0))
        .ToArbitrary();

    [Fact]
    public void Parts_of_a_split_sum_to_the_whole() =>
        Prop.ForAll(MinorUnits, Weights, (amount, weights) => Split(amount, weights).Aggregate((Int128)0, (sum, part) => sum + part) == amount)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_part_of_a_split_is_a_whole_unit_away_from_its_exact_share() =>
        Prop.ForAll(MinorUnits, Weights, (amount, weights) =>
        {
            var sum = weights.Aggregate((Int128)0, (total, weight) => total + weight);
            return Split(amount, weights).Zip(weights).All(share => Int128.Abs(((Int128)share.First * sum) - ((Int128)amount * share.Second)) < sum);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_given_to_a_weight_of_zero_and_no_more_to_a_lesser_weight() =>
        Prop.ForAll(MinorUnits, Weights, (amount, weights) =>
        {
            var shares = Split(amount, weights).Zip(weights, (part, weight) => (Size: Int128.Abs(part), Weight: weight)).OrderBy(share => share.Weight).ToList();
            return shares.All(share => share.Weight > 0 || share.Size == 0)
                && shares.Zip(shares.Skip(1)).All(pair => pair.First.Size <= pair.Second.Size || pair.First.Weight == pair.Second.Weight);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(5, new long[] { 0, 3, 7 }, new long[] { 0, 2, 3 })]
    [InlineData(1, new long[] { 1, 2, 2 }, new long[] { 0, 1, 0 })]
    [InlineData(0, new long[] { 0, 0 }, new long[] { 0, 0 })]
    [InlineData(0, new long[0], new long[0])]
    public void Units_left_over_go_to_the_largest_remainders_first_of_equals_first(long amount, long[] weights, long[] parts) =>
        Split(amount, weights).ShouldBe(parts);

    [Theory]
    [InlineData(1, new long[] { 0, 0 })]
    [InlineData(1, new long[0])]
    [InlineData(1, new long[] { 2, -1 })]
    public void What_cannot_be_split_is_refused(long amount, long[] weights) =>
        Should.Throw<ArgumentException>(() => new Money(amount, Gbp).Split(weights));

    [Fact]
    public void A_part_is_the_exact_share_rounded_half_away_from_zero() =>
        Prop.ForAll(Gen.Choose(-1_000_000_000, 1_000_000_000).ToArbitrary(), Gen.Choose(-2_000_000, 2_000_000).ToArbitrary(), (amount, millionths) =>
            new Money(amount, Gbp).Part(millionths).MinorUnits == decimal.Round(amount * (decimal)millionths / 1_000_000m, MidpointRounding.AwayFromZero))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, 100_000, 1)]
    [InlineData(4, 100_000, 0)]
    [InlineData(-5, 100_000, -1)]
    [InlineData(-4, 100_000, 0)]
    [InlineData(1_999, 200_000, 400)]
    [InlineData(long.MaxValue, 1_000_000, long.MaxValue)]
    [InlineData(long.MinValue, 1_000_000, long.MinValue)]
    public void Parts_are_rounded_half_away_from_zero(long amount, long millionths, long part) =>
        new Money(amount, Gbp).Part(millionths).MinorUnits.ShouldBe(part);

    [Theory]
    [InlineData(1990, "GBP", "19.90")]
    [InlineData(-1990, "GBP", "-19.90")]
    [InlineData(1990, "JPY", "1990")]
    [InlineData(1990, "KWD", "1.990")]
    [InlineData(5, "GBP", "0.05")]
    [InlineData(0, "KWD", "0.000")]
    [InlineData(long.MaxValue, "GBP", "92233720368547758.07")]
    [InlineData(long.MinValue, "GBP", "-92233720368547758.08")]
    public void An_amount_has_exactly_the_digits_of_its_currency(long minorUnits, string currency, string amount)
    {
        var money = new Money(minorUnits, Currency.Of(currency));

        money.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(amount);
        money.ToString().ShouldBe($"{amount} {currency}");
    }

    [Fact]
    public void An_amount_that_was_written_is_read_as_the_same_money() =>
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), Gen.Elements("GBP", "JPY", "KWD").ToArbitrary(), (minorUnits, code) =>
        {
            var money = new Money(minorUnits, Currency.Of(code));
            return Money.TryFrom(money.Amount, money.Currency, out var read) && read == money;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("19.901", "GBP")]
    [InlineData("19.5", "JPY")]
    [InlineData("0.0001", "KWD")]
    [InlineData("90000000000000.01", "GBP")]
    [InlineData("-79228162514264337593543950335", "GBP")]
    public void An_amount_with_too_many_digits_or_too_large_is_no_money(string amount, string currency) =>
        Money.TryFrom(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Of(currency), out _).ShouldBeFalse();

    [Fact]
    public void Arithmetic_is_exact_or_an_error()
    {
        var most = new Money(long.MaxValue, Gbp);

        (new Money(150, Gbp) + new Money(-50, Gbp)).ShouldBe(new Money(100, Gbp));
        (new Money(150, Gbp) - new Money(50, Gbp)).ShouldBe(new Money(100, Gbp));
        (-new Money(150, Gbp) * 3).ShouldBe(new Money(-450, Gbp));
        Should.Throw<OverflowException>(() => most + new Money(1, Gbp));
        Should.Throw<OverflowException>(() => -most - new Money(2, Gbp));
        Should.Throw<OverflowException>(() => most * 2);
        Should.Throw<OverflowException>(() => most.Part(1_000_001));
        Should.Throw<OverflowException>(() => -new Money(long.MinValue, Gbp));
    }

    [Fact]
    public void Two_currencies_never_mix()
    {
        var pounds = new Money(1, Gbp);
        var yen = new Money(1, Currency.Of("JPY"));

        pounds.ShouldNotBe(yen);
        Should.Throw<InvalidOperationException>(() => pounds + yen);
        Should.Throw<InvalidOperationException>(() => pounds - yen);
        Should.Throw<InvalidOperationException>(() => pounds < yen);
        Should.Throw<InvalidOperationException>(() => Money.Min(pounds, yen));
    }

    [Fact]
    public void Amounts_compare_as_their_numbers_do() =>
        Prop.ForAll<long, long>((a, b) =>
        {
            var (left, right) = (new Money(a, Gbp), new Money(b, Gbp));
            return (left < right) == (a < b) && (left >= right) == (a >= b)
                && Money.Min(left, right).MinorUnits == Math.Min(a, b) && Money.Max(left, right).MinorUnits == Math.Max(a, b);
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<long> Split(long amount, long[] weights) => new Money(amount, Gbp).Split(weights).Select(part => part.MinorUnits);
}
