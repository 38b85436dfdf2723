using Microsoft.Extensions.Configuration;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Carts;

public sealed class CartOptionsTests
{
    [Fact]
    public void A_hold_lasts_as_long_as_asked_or_as_is_usual_on_the_channel()
    {
        var options = CartOptions.From(Configuration("Carts:HoldSecondsOn:Pos", "300"));

        options.HoldFor(null, Channel.Web).ShouldBe(TimeSpan.FromSeconds(900));
        options.HoldFor(null, Channel.Pos).ShouldBe(TimeSpan.FromSeconds(300));
        options.HoldFor(45, Channel.Pos).ShouldBe(TimeSpan.FromSeconds(45));
    }

    [Theory]
    [InlineData("Carts:MaxLines", "0")]
    [InlineData("Carts:MaxQuantity", "-1")]
    [InlineData("Carts:HoldSeconds", "29")]
    [InlineData("Carts:HoldSecondsOn:Pos", "3601")]
    [InlineData("Carts:HoldSecondsOn:Telex", "300")]
    public void A_setting_that_makes_no_sense_stops_the_start_and_is_named(string key, string value) =>
        Should.Throw<InvalidOperationException>(() => CartOptions.From(Configuration(key, value))).Message.ShouldStartWith(key);

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
}
