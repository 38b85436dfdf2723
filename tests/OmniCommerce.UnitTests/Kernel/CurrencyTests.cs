using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Kernel;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("GBP", 2)]
    [InlineData("EUR", 2)]
    [InlineData("MGA", 2)]
    [InlineData("ZWG", 2)]
    [InlineData("JPY", 0)]
    [InlineData("CLP", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    public void A_currency_knows_its_code_and_digits(string code, int digits)
    {
        var currency = Currency.Of(code);

        currency.Code.ShouldBe(code);
        currency.ToString().ShouldBe(code);
        currency.Digits.ShouldBe(digits);
        Currency.Of(code).ShouldBe(currency);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("gbp")]
    [InlineData(" GBP")]
    [InlineData("XYZ")]
    [InlineData("XAU")]
    public void What_is_no_currency_in_circulation_is_refused(string? code)
    {
        Currency.TryParse(code, out var none).ShouldBeFalse();

        none.ShouldBe(default);
        Should.Throw<ArgumentException>(() => Currency.Of(code!));
    }

    [Fact]
    public void No_currency_has_no_code_and_no_digits()
    {
        Should.Throw<InvalidOperationException>(() => default(Currency).Code);
        Should.Throw<InvalidOperationException>(() => default(Currency).Digits);
        default(Currency).ToString().ShouldBe("");
    }
}
