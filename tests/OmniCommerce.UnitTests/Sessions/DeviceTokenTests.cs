using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.UnitTests.Sessions;

public sealed class DeviceTokenTests
{
    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("bearer {0}")]
    [InlineData("BEARER   {0} ")]
    public void A_token_is_read_from_the_header_that_carries_it(string header)
    {
        var token = DeviceToken.Random();

        DeviceToken.TryHash(string.Format(header, token.Text), out var hash).ShouldBeTrue();
        hash.ShouldBe(token.Hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic {0}")]
    [InlineData("Bearer {0}A")]
    [InlineData("Bearer A{0}")]
    [InlineData("Bearer {0},{0}")]
    [InlineData("Bearer ++++++++++++++++++++++++++++++++++++++++++/")]
    [InlineData("Bearer ééééééééééééééééééééééééééééééééééééééééééé")]
    public void What_is_no_token_is_none(string? header)
    {
        var text = header?.Replace("{0}", DeviceToken.Random().Text);

        DeviceToken.TryHash(text, out var hash).ShouldBeFalse();
        hash.ShouldBe(default);
    }

    [Fact]
    public void A_token_has_256_bits_and_its_hash_survives_storage()
    {
        var token = DeviceToken.Random();

        token.Text.Length.ShouldBe(43);
        SecretHash.Read(token.Hash.ToBytes()).ShouldBe(token.Hash);
        token.Hash.ToHex().ShouldBe(Convert.ToHexStringLower(token.Hash.ToBytes()));
    }

    [Fact]
    public void The_same_key_and_operation_make_the_same_token_and_no_others_do()
    {
        byte[] key = [.. Enumerable.Repeat((byte)1, 32)];
        byte[] otherKey = [.. Enumerable.Repeat((byte)2, 32)];
        var operation = Guid.NewGuid();

        DeviceToken.Derive(key, operation).Text.ShouldBe(DeviceToken.Derive(key, operation).Text);
        DeviceToken.Derive(otherKey, operation).Text.ShouldNotBe(DeviceToken.Derive(key, operation).Text);
        DeviceToken.Derive(key, Guid.NewGuid()).Text.ShouldNotBe(DeviceToken.Derive(key, operation).Text);
    }

    [Fact]
    public void A_hand_off_code_has_no_characters_that_look_alike_and_is_read_as_people_type_it()
    {
        var texts = Enumerable.Range(0, 2000).Select(_ => HandOffCode.NewText()).ToArray();

        texts.ShouldAllBe(text => text.Length == 8);
        texts.Distinct().Count().ShouldBe(texts.Length);
        texts.SelectMany(text => text).ShouldNotContain(character => "0O1IL".Contains(character));
        HandOffCode.Hash(" 2a3b-4c5d ").ShouldBe(HandOffCode.Hash("2A3B4C5D"));
        HandOffCode.Hash("2A3B4C5E").ShouldNotBe(HandOffCode.Hash("2A3B4C5D"));
    }
}
