using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

public sealed class ReceiptlessTests(OrderShop shop) : IClassFixture<OrderShop>
{
    [Fact]
    public async Task Goods_without_a_receipt_are_paid_for_once_on_a_gift_card_and_it_is_written_down_who_allowed_it()
    {
        var goods = await shop.Goods(quantity: 0, price: 1500);
        var request = Back("FRESH-CARD-1", new ReceiptlessLine(goods, 2, null, ReturnCondition.Resellable), new ReceiptlessLine(goods, 1, Pounds(900), ReturnCondition.Damaged));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Send(request)));

        var done = answers.Select(answer => answer.Value).Distinct().ShouldHaveSingleItem();
        done.Refunded.ShouldBe(Pounds(3900));
        (await shop.Send(new FindGiftCard("FRESH-CARD-1")))!.Balance.ShouldBe(Pounds(3900));
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(2);
        var written = await shop.InDatabase(db => db.Set<OrderReturn>().SingleAsync(goodsBack => goodsBack.Id == done.ReturnId));
        (written.ApprovedBy, written.OrderId, written.LocationId).ShouldBe(("Grace, manager", null, shop.Leeds));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task The_money_goes_onto_a_card_that_is_there_and_a_card_that_is_gone_is_issued_anew()
    {
        var goods = await shop.Goods(price: 500);
        await shop.Done(new IssueGiftCard("OLD-CARD-11", Pounds(100)));
        await shop.Done(Back("old card 11", new ReceiptlessLine(goods, 1, null, ReturnCondition.Resellable)));
        (await shop.Send(new FindGiftCard("OLD-CARD-11")))!.Balance.ShouldBe(Pounds(600));

        var till = shop.Till();
        await shop.Done(new IssueGiftCard("GONE-CARD-1", Pounds(500)));
        var order = await shop.Ordered(till, [GiftCard("GONE-CARD-1", 500)], (goods, 1));
        await shop.InDatabase(async db =>
        {
            var gone = await db.Set<GiftCard>().Where(card => card.Code == "GONE-CARD-1").Select(card => card.Id).SingleAsync();
            await db.Set<GiftCardEntry>().Where(entry => entry.GiftCardId == gone).ExecuteDeleteAsync();
            await db.Set<GiftCard>().Where(card => card.Id == gone).ExecuteDeleteAsync();
        });
        await shop.Done(new ReturnItems(till, order.Id, [new(order.Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

        (await shop.Send(new FindGiftCard("GONE-CARD-1")))!.Balance.ShouldBe(Pounds(500));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Nobody_gets_more_than_todays_price_or_than_the_shop_allows_or_without_approval_or_elsewhere()
    {
        var goods = await shop.Goods(quantity: 0, price: 2500);
        var one = new ReceiptlessLine(goods, 1, null, ReturnCondition.Resellable);

        (await Refused(Back("CARD-FOR-NONE", one with { Quantity = 5 }))).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines"]);
        (await Refused(Back("CARD-FOR-NONE", one with { UnitPrice = Pounds(2501) }))).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["lines", "0", "unitPrice"]);
        (await Refused(Back("CARD-FOR-NONE", one with { Condition = ReturnCondition.Missing }))).ShouldBeOfType<InvalidInput>();
        (await Refused(Back("CARD-FOR-NONE", one with { VariantId = new VariantId(Guid.NewGuid()) }))).ShouldBeOfType<NotFound>();
        (await Refused(Back("CARD-FOR-NONE", one) with { ApprovedBy = " " })).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["approvedBy"]);
        (await Refused(Back("CARD", one))).ShouldBeOfType<InvalidInput>().Path.ShouldBe(["giftCardCode"]);
        (await Refused(Back("CARD-FOR-NONE", one) with { Caller = shop.Shopper() })).ShouldBeOfType<Forbidden>();
        (await Refused(Back("CARD-FOR-NONE", one) with { Caller = shop.Till(shop.Kiosk) })).ShouldBeOfType<Forbidden>();

        (await shop.Send(new FindGiftCard("CARD-FOR-NONE"))).ShouldBeNull();
        (await shop.OnHand(goods, shop.Leeds)).ShouldBe(0);
        (await shop.Send(Back("CARD-FOR-FOUR", one with { Quantity = 4 }))).Value.Refunded.ShouldBe(Pounds(10_000));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_store_with_a_limit_of_its_own_pays_no_more_whatever_the_others_pay()
    {
        var goods = await shop.Goods(quantity: 0, price: 2000);
        var york = Back("CARD-OF-YORK", new ReceiptlessLine(goods, 3, null, ReturnCondition.Resellable)) with { Caller = shop.Till(shop.York) };

        (await Refused(york)).Message.ShouldContain("40");
        (await shop.Send(york with { Lines = [york.Lines[0] with { Quantity = 2 }], OperationId = Guid.NewGuid() })).Value.Refunded.ShouldBe(Pounds(4_000));
        (await shop.Send(york with { Caller = shop.Till(), OperationId = Guid.NewGuid() })).Value.Refunded.ShouldBe(Pounds(6_000));
    }

    private ReturnWithoutReceipt Back(string card, params ReceiptlessLine[] lines) => new(shop.Till(), lines, card, "Grace, manager", Guid.NewGuid());

    private async Task<Refusal> Refused(ReturnWithoutReceipt request) => (await shop.Send(request)).Refusals.ShouldHaveSingleItem();
}
