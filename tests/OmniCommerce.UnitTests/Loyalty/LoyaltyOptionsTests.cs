using System.Globalization;
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

    /// <summary>The end of a day where the shop's clocks are: after New Year's Eve, over a leap day, when clocks change, and at a midnight that clocks skip.</summary>
    [Theory]
    [InlineData("Europe/London", 12, "2025-12-31T23:59:59Z", "2027-01-01T00:00:00Z")]
    [InlineData("America/Los_Angeles", 12, "2026-01-01T07:59:59Z", "2027-01-01T08:00:00Z")]
    [InlineData("America/Los_Angeles", 12, "2026-01-01T08:00:00Z", "2027-01-02T08:00:00Z")]
    [InlineData("Asia/Tokyo", 12, "2025-12-31T14:59:59Z", "2026-12-31T15:00:00Z")]
    [InlineData("Asia/Tokyo", 12, "2025-12-31T15:00:00Z", "2027-01-01T15:00:00Z")]
    [InlineData("Europe/London", 12, "2024-02-29T12:00:00Z", "2025-03-01T00:00:00Z")]
    [InlineData("Europe/London", 1, "2026-02-28T12:00:00Z", "2026-03-29T00:00:00Z")]
    [InlineData("Europe/London", 6, "2026-01-10T12:00:00Z", "2026-07-10T23:00:00Z")]
    [InlineData("Africa/Cairo", 1, "2026-03-23T12:00:00Z", "2026-04-23T22:00:00Z")]
    public void Points_last_until_a_day_ends_at_the_shops_clocks(string zone, int months, string from, string until)
    {
        var options = new LoyaltyOptions { ExpireAfterMonths = months, TimeZone = zone };

        options.LastsUntil(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse(until, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Points_last_for_ever_unless_the_shop_says_otherwise() => new LoyaltyOptions().LastsUntil(DateTimeOffset.UnixEpoch).ShouldBeNull();

    [Theory]
    [InlineData("Loyalty:PointsPerUnit", "-1")]
    [InlineData("Loyalty:MinorUnitsPerPoint", "0")]
    [InlineData("Loyalty:PendingDays", "-1")]
    [InlineData("Loyalty:ExpireAfterMonths", "-1")]
    [InlineData("Loyalty:ReturnedLastDays", "-1")]
    [InlineData("Loyalty:TimeZone", "Europe/Nowhere")]
    [InlineData("Loyalty:Tiers:0:From", "10")]
    public void A_setting_that_makes_no_sense_stops_the_start_and_is_named(string key, string value) =>
        Should.Throw<InvalidOperationException>(() => LoyaltyOptions.From(Configuration((key, value)))).Message.ShouldStartWith(string.Join(':', key.Split(':')[..2]));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
