using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Kernel;

public sealed class SkuTests
{
    private static readonly Arbitrary<Sku> Skus = ArbMap.Default.GeneratorFor<string>().Where(text => Sku.TryParse(text, out _)).Select(Sku.Of).ToArbitrary();

    [Theory]
    [InlineData("TS-1", "TS-1")]
    [InlineData("  TS 1 ", "TS 1")]
    [InlineData("ÄÖ-1", "ÄÖ-1")]
    public void A_code_is_kept_as_the_retailer_writes_it_without_the_spaces_around_it(string code, string value) => Sku.Of(code).Value.ShouldBe(value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("TS\n1")]
    [InlineData("TS\u00001")]
    public void What_is_no_code_is_refused(string? code)
    {
        Sku.TryParse(code, out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Sku.Of(code!));
    }

    [Fact]
    public void A_code_has_at_most_64_characters()
    {
        Sku.TryParse(new string('a', 64), out _).ShouldBeTrue();
        Sku.TryParse(new string('a', 65), out _).ShouldBeFalse();
    }

    [Fact]
    public void Codes_that_differ_only_in_case_are_one()
    {
        Sku.Of("ts-ä1").ShouldBe(Sku.Of("TS-Ä1"));
        Sku.Of("ts-1").GetHashCode().ShouldBe(Sku.Of("TS-1").GetHashCode());
        Sku.Of("ts-1").ShouldNotBe(Sku.Of("ts-2"));
    }

    [Fact]
    public void Two_codes_are_one_exactly_when_they_are_indexed_alike() =>
        Prop.ForAll(Skus, Skus, (a, b) =>
        {
            var lower = Sku.Of(a.Value.ToLowerInvariant());
            return (a == b) == (a.Normalized == b.Normalized) && (a == lower) == (a.Normalized == lower.Normalized);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_code_that_was_written_is_read_as_the_same() =>
        Prop.ForAll(Skus, sku => Sku.TryParse(sku.ToString(), out var read) && read == sku && read.Value == sku.Value).QuickCheckThrowOnFailure();
}
