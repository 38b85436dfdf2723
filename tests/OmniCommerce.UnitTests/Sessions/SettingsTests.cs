using System.Net;
using Microsoft.Extensions.Configuration;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.UnitTests.Sessions;

public sealed class SettingsTests
{
    [Fact]
    public void Without_settings_the_shop_is_British_and_knows_no_tills_by_their_own_word()
    {
        var options = SessionsOptions.From(new ConfigurationBuilder().Build());

        options.Currency.ShouldBe(Currency.Of("GBP"));
        options.DefaultLocale.ShouldBe("en-GB");
        options.Lifetime.ShouldBe(TimeSpan.FromDays(30));
        options.AllowUnenrolledTills.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Sessions:DefaultCurrency", "Pounds", "ISO 4217")]
    [InlineData("Sessions:DefaultLocale", "English, please", "BCP 47")]
    [InlineData("Sessions:LifetimeDays", "0", "1 to 3650")]
    [InlineData("Sessions:HotSessions", "0", "1 or more")]
    public void A_wrong_setting_says_at_start_what_to_set(string key, string value, string says)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        var message = Should.Throw<InvalidOperationException>(() => SessionsOptions.From(configuration)).Message;

        message.ShouldContain(key);
        message.ShouldContain(says);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("en-GB", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("en_GB", false)]
    [InlineData("en-", false)]
    [InlineData("en-GB\n", false)]
    [InlineData("en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", false)]
    public void A_language_tag_has_its_shape(string text, bool valid) => LanguageTag.IsValid(text).ShouldBe(valid);

    [Theory]
    [InlineData(null, "unknown")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void Limits_know_a_client_by_its_address_or_its_subscribers(string? address, string known) =>
        ClientAddress.Of(address is null ? null : IPAddress.Parse(address)).Value.ShouldBe(known);
}
