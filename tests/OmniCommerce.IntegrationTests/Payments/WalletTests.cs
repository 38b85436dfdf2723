using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Payments;

/// <summary>Wallets pay as cards do, and whoever looks at the payment sees which it was.</summary>
public sealed class WalletTests(PaymentsFixture shop) : IClassFixture<PaymentsFixture>
{
    [Theory]
    [InlineData("pm_applePay", Wallet.ApplePay)]
    [InlineData("pm_googlePay", Wallet.GooglePay)]
    public async Task A_card_in_a_wallet_is_taken_in_parts_and_given_back_to(string method, Wallet wallet)
    {
        var order = await Authorized(Card(method: method));
        (await shop.TendersOf(order)).Single().Card.ShouldBe(new PaidCard("visa", "4242", wallet));

        await Due(order, 300);
        await shop.Send(new OpenRefunds(order, Pounds(300), Pounds(0), "return:1"));
        await shop.Send(new SendRefunds(order));

        (await shop.AtTheProvider(order)).ShouldBe((700, 300, 300));
    }

    [Fact]
    public async Task Link_shows_no_card_and_is_taken_whole_with_the_first_goods()
    {
        var order = await Authorized(Card(method: "pm_link"));
        (await shop.TendersOf(order)).Single().Card.ShouldBe(new PaidCard(null, null, Wallet.Link));

        await Due(order, 300);
        await shop.Send(new OpenRefunds(order, Pounds(700), Pounds(300), "return:1"));
        await shop.Send(new SendRefunds(order));

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 700));
    }

    [Fact]
    public async Task A_bare_card_shows_its_brand_and_its_last_digits()
    {
        var order = await Authorized(Card(method: "pm_card_mastercard"));

        (await shop.TendersOf(order)).Single().Card.ShouldBe(new PaidCard("mastercard", "4444", null));
    }

    private async Task<OrderId> Authorized(TenderOffer offer)
    {
        var order = shop.NewOrder();
        (await shop.Send(new OpenTenders(order, Pounds(1000), [offer]))).IsRefused.ShouldBeFalse();
        (await shop.Send(new AuthorizeTenders(order))).IsRefused.ShouldBeFalse();
        return order;
    }

    private async Task Due(OrderId order, long pence)
    {
        await shop.Send(new TakeTenders(order, Pounds(pence)));
        (await shop.Send(new SendRefunds(order))).IsRefused.ShouldBeFalse();
    }
}
