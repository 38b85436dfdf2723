using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Carts;

public sealed class CartTests
{
    private static readonly CartOptions Limits = new() { MaxLines = 3, MaxQuantity = 10 };
    private static readonly Change Web = new(Channel.Web, DateTimeOffset.UnixEpoch);
    private static readonly VariantId Tea = new(Guid.NewGuid());
    private static readonly VariantId Cup = new(Guid.NewGuid());

    [Fact]
    public void Adding_the_same_variant_twice_grows_one_line()
    {
        var cart = Open();

        cart.Add([Line(Tea, 2)], Limits, Web).ShouldBeNull();
        cart.Add([Line(Cup, 1), Line(Tea, 3)], Limits, new Change(Channel.Pos, DateTimeOffset.UnixEpoch)).ShouldBeNull();

        cart.Lines.Select(line => (line.VariantId, line.Quantity, line.Position)).ShouldBe([(Tea, 5, 1), (Cup, 1, 2)]);
        cart.Version.ShouldBe(3);
        cart.ChangedOn.ShouldBe(Channel.Pos);
    }

    [Fact]
    public void The_same_variant_twice_in_one_addition_is_one_line()
    {
        var cart = Open();

        cart.Add([Line(Tea, 2), Line(Tea, 3)], Limits, Web).ShouldBeNull();

        cart.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(5);
    }

    [Fact]
    public void A_line_with_a_tills_own_price_stays_by_itself()
    {
        var cart = Open();

        cart.Add([Line(Tea, 1), Line(Tea, 1, tillPrice: 99), Line(Tea, 1, tillPrice: 99)], Limits, Web).ShouldBeNull();
        cart.Add([Line(Tea, 1)], Limits, Web).ShouldBeNull();

        cart.Lines.Select(line => (line.Quantity, line.TillPrice)).ShouldBe([(2, null), (1, 99), (1, 99)]);
    }

    [Fact]
    public void An_addition_that_does_not_fit_adds_nothing()
    {
        var cart = Open();
        cart.Add([Line(Tea, 8)], Limits, Web);

        cart.Add([Line(Cup, 1), Line(Tea, 1), Line(Tea, 2)], Limits, Web).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "2", "quantity"]);
        cart.Add([Line(NewVariant(), 1), Line(NewVariant(), 1), Line(NewVariant(), 1)], Limits, Web).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "2"]);

        cart.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(8);
        cart.Version.ShouldBe(2);
    }

    [Fact]
    public void Quantities_are_set_all_or_none_and_zero_removes()
    {
        var cart = Open();
        cart.Add([Line(Tea, 1), Line(Cup, 1)], Limits, Web);
        var (tea, cup) = (cart.Lines[0].Id, cart.Lines[1].Id);

        cart.SetQuantities([(tea, 5), (new CartLineId(Guid.NewGuid()), 1)], Limits, Web).ShouldBeOfType<NotFound>();
        cart.SetQuantities([(tea, 5), (cup, 11)], Limits, Web).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "1", "quantity"]);
        cart.Lines.Select(line => line.Quantity).ShouldBe([1, 1]);

        cart.SetQuantities([(tea, 0), (cup, 4)], Limits, Web).ShouldBeNull();
        cart.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(4);
    }

    [Fact]
    public void Removing_a_line_that_is_not_there_removes_nothing()
    {
        var cart = Open();
        cart.Add([Line(Tea, 1)], Limits, Web);

        cart.Remove([cart.Lines[0].Id, new CartLineId(Guid.NewGuid())], Web).ShouldBeOfType<NotFound>();

        cart.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public void A_code_is_taken_out_whatever_its_letters()
    {
        var cart = Open();
        cart.Enter(new CartCode("Welcome10", CartCodeKind.Coupon), Web);

        cart.Withdraw("other", Web).ShouldBeOfType<NotFound>();
        cart.Withdraw(" WELCOME10 ", Web).ShouldBeNull();

        cart.Codes.ShouldBeEmpty();
    }

    [Fact]
    public void A_held_cart_knows_the_money_of_its_gift_cards_until_it_is_open_again()
    {
        var cart = Open();
        cart.Enter(new CartCode("GIFT-1", CartCodeKind.GiftCard), Web);

        cart.HoldGiftCards(new Dictionary<string, long> { ["GIFT-1"] = 500 });
        cart.BecomeHeld(new HoldId(Guid.NewGuid()), Web);
        cart.Codes.ShouldHaveSingleItem().HeldMinorUnits.ShouldBe(500);

        cart.Reopen(Web);
        cart.Codes.ShouldHaveSingleItem().HeldMinorUnits.ShouldBeNull();
        cart.HoldId.ShouldBeNull();
    }

    [Theory]
    [InlineData(CartStatus.Ordered)]
    [InlineData(CartStatus.Merged)]
    public void A_cart_that_has_gone_on_does_not_come_back(CartStatus status)
    {
        var cart = Open();
        if (status is CartStatus.Ordered)
        {
            cart.BecomeHeld(new HoldId(Guid.NewGuid()), Web);
            cart.BecomeOrdered(DateTimeOffset.UnixEpoch);
        }
        else
        {
            cart.BecomeMergedInto(Open(), DateTimeOffset.UnixEpoch);
        }

        cart.Status.ShouldBe(status);
        Should.Throw<InvalidOperationException>(() => cart.Reopen(Web));
        Should.Throw<InvalidOperationException>(() => cart.BecomeHeld(new HoldId(Guid.NewGuid()), Web));
    }

    private static Cart Open() =>
        Cart.OfShopper(new CartId(Guid.NewGuid()), new SessionId(Guid.NewGuid()), null, Currency.Of("GBP"), Web);

    private static NewLine Line(VariantId variant, int quantity, long? tillPrice = null) => new(new CartLineId(Guid.NewGuid()), variant, quantity, tillPrice, Channel.Web);

    private static VariantId NewVariant() => new(Guid.NewGuid());
}
