using Microsoft.Extensions.Configuration;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.UnitTests.Loyalty;

public sealed class LoyaltyOptionsTests
{
    [Theory]
    [InlineData("GBP", 1999, 19)]
    [InlineData("JPY", 1999, 1999)]
    [InlineData("KWD", 1999, 1)]
    [InlineData("GBP", 99, 0)]
    [InlineData("GBP", -500, 0)]
    public void Each_whole_unit_earns_a_point(string currency, long minorUnits, int points) =>
        new LoyaltyOptions().PointsFor(new Money(minorUnits, Currency.Of(currency))).ShouldBe(points);

    [Theory]
    [InlineData(-5, "Member")]
    [InlineData(0, "Member")]
    [InlineData(999, "Member")]
    [InlineData(1_000, "Silver")]
    [InlineData(5_000, "Gold")]
    public void The_points_earned_make_the_tier(long earned, string tier) => new LoyaltyOptions().TierFor(earned).ShouldBe(tier);

    [Fact]
    public void The_shop_may_have_its_own_tiers()
    {
        var options = LoyaltyOptions.From(Configuration(("Loyalty:Tiers:0:Name", "Friend"), ("Loyalty:Tiers:1:Name", "Family"), ("Loyalty:Tiers:1:From", "10")));

        options.TierFor(9).ShouldBe("Friend");
        options.TierFor(10).ShouldBe("Family");
    }

    [Theory]
    [InlineData("Loyalty:PointsPerUnit", "-1")]
    [InlineData("Loyalty:MinorUnitsPerPoint", "0")]
    [InlineData("Loyalty:PendingDays", "-1")]
    [InlineData("Loyalty:Tiers:0:From", "10")]
    public void A_setting_that_makes_no_sense_stops_the_start_and_is_named(string key, string value) =>
        Should.Throw<InvalidOperationException>(() => LoyaltyOptions.From(Configuration((key, value)))).Message.ShouldStartWith(string.Join(':', key.Split(':')[..2]));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
