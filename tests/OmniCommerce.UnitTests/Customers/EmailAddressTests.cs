using OmniCommerce.Customers.Domain;

namespace OmniCommerce.UnitTests.Customers;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ada.lovelace+shop@mail.example.co.uk")]
    [InlineData("o'hara@example.com")]
    [InlineData("ada@bücher.example")]
    [InlineData("x@1.de")]
    public void An_address_is_accepted(string text) => EmailAddress.TryParse(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@example")]
    [InlineData("@example.com")]
    [InlineData("ada@@example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@-example.com")]
    [InlineData("ada lovelace@example.com")]
    [InlineData("ada@example.com, bob@example.com")]
    [InlineData("ada@example.com\nBcc: bob@example.com")]
    [InlineData("ada\u0000@example.com")]
    public void What_is_no_address_is_refused(string? text) => EmailAddress.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Length_has_its_limits()
    {
        EmailAddress.TryParse(new string('a', 64) + "@example.com", out _).ShouldBeTrue();
        EmailAddress.TryParse(new string('a', 65) + "@example.com", out _).ShouldBeFalse();
        EmailAddress.TryParse("a@" + string.Concat(Enumerable.Repeat("abcdefghi.", 25)) + "com", out _).ShouldBeFalse();
    }

    [Fact]
    public void Addresses_that_differ_in_case_and_spaces_around_have_one_key_and_keep_their_own_spelling()
    {
        EmailAddress.TryParse("  Ada@Example.COM ", out var address).ShouldBeTrue();

        address.Text.ShouldBe("Ada@Example.COM");
        address.Key.ShouldBe("ada@example.com");
        EmailAddress.KeyOf("ADA@example.com ").ShouldBe(address.Key);
    }
}
