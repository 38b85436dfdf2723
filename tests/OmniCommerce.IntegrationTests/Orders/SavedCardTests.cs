using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>A card that is saved on one channel pays on another.</summary>
public sealed class SavedCardTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task A_card_that_was_tapped_in_the_store_pays_later_in_the_app()
    {
        var member = await shop.Member();
        var goods = await shop.Goods();
        var till = shop.Till() with { CustomerId = member };
        await shop.Cart(till, (goods, 1));
        var reader = await shop.Done(new SaveReader(shop.Leeds, "Saves", ReaderBehaviour.Approves));
        await shop.Done(new PlaceOrder(till, null, null, [new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = reader, SavesCard = true }], Guid.NewGuid()));

        var saved = (await shop.Send(new SavedCardsOf(member))).ShouldHaveSingleItem();
        saved.Last4.ShouldBe("4242");
        var phone = shop.Shopper(member);
        await shop.Cart(phone, (goods, 2));
        var order = (await shop.Place(phone, null, Card(method: saved.PaymentMethod))).Value;

        (await shop.AtTheProvider(order)).ShouldBe((2000, 0, 0));
    }

    [Fact]
    public async Task A_card_is_saved_with_a_payment_and_only_when_the_customer_agrees()
    {
        var member = await shop.Member();
        var (goods, phone) = (await shop.Goods(), shop.Shopper(member));
        await shop.Cart(phone, (goods, 1));
        await shop.Done(new PlaceOrder(phone, null, null, [Card()], Guid.NewGuid()));
        (await shop.Send(new SavedCardsOf(member))).ShouldBeEmpty();

        await shop.Cart(phone, (goods, 1));
        await shop.Done(new PlaceOrder(phone, null, null, [Card(method: "pm_card_mastercard") with { SavesCard = true }], Guid.NewGuid()));

        (await shop.Send(new SavedCardsOf(member))).ShouldHaveSingleItem().Brand.ShouldBe("mastercard");
    }

    [Fact]
    public async Task A_guest_saves_no_card()
    {
        var (goods, guest) = (await shop.Goods(), shop.Shopper());
        await shop.Cart(guest, (goods, 1));

        (await shop.Place(guest, null, Card() with { SavesCard = true })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task A_card_is_saved_without_a_payment_once_however_often_that_is_asked()
    {
        var member = await shop.Member();
        var request = new SaveCard(member, "pm_card_visa", null, Guid.NewGuid());

        var first = await shop.Done(request);
        (await shop.Done(request)).ShouldBe(first);

        (await shop.Send(new SavedCardsOf(member))).ShouldBe([first]);
        (await shop.Send(new SaveCard(member, "pm_card_chargeDeclined", null, Guid.NewGuid()))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentDeclined>();
        (await shop.Send(new SaveCard(member, "pm_nonsense", null, Guid.NewGuid()))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new SaveCard(member, "pm_card_authenticationRequired", "https://shop.example", Guid.NewGuid()))).Refusals
            .ShouldHaveSingleItem().ShouldBeOfType<PaymentRequiresAction>();
    }

    [Fact]
    public async Task A_saved_card_pays_only_for_whoever_saved_it()
    {
        var (owner, other) = (await shop.Member(), await shop.Member());
        var card = await shop.Done(new SaveCard(owner, "pm_card_visa", null, Guid.NewGuid()));
        await shop.Done(new SaveCard(other, "pm_card_visa", null, Guid.NewGuid()));
        var goods = await shop.Goods();

        foreach (var thief in new[] { shop.Shopper(other), shop.Shopper() })
        {
            await shop.Cart(thief, (goods, 1));
            (await shop.Place(thief, null, Card(method: card.PaymentMethod))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentDeclined>();
        }

        (await shop.Send(new RemoveSavedCard(other, card.PaymentMethod))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await shop.Send(new SavedCardsOf(owner))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_card_that_was_removed_pays_no_more()
    {
        var member = await shop.Member();
        var card = await shop.Done(new SaveCard(member, "pm_card_visa", null, Guid.NewGuid()));

        (await shop.Send(new RemoveSavedCard(member, card.PaymentMethod))).IsRefused.ShouldBeFalse();

        (await shop.Send(new SavedCardsOf(member))).ShouldBeEmpty();
        var (goods, phone) = (await shop.Goods(), shop.Shopper(member));
        await shop.Cart(phone, (goods, 1));
        (await shop.Place(phone, null, Card(method: card.PaymentMethod))).Refusals.ShouldHaveSingleItem();
    }
}
