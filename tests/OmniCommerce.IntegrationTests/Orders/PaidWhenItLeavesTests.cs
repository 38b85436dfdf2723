using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>A card is charged for goods when they leave, and for nothing else.</summary>
public sealed class PaidWhenItLeavesTests(OrderShop shop) : IClassFixture<OrderShop>
{
    private static readonly DeliveryInput ToOxford = new(ShipTo: new AddressInput("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB"));

    [Fact]
    public async Task Each_parcel_takes_its_goods_less_the_coupon_with_its_share_of_the_postage_and_the_last_the_exact_rest()
    {
        await shop.Done(new SaveCoupon("PARCELS", 10, null, null, null));
        var goods = await shop.Goods(quantity: 1, york: 2, price: 999);
        var (id, total) = await Buy(shop.Shopper(), "PARCELS", [Card()], (goods, 3));
        total.ShouldBe(Pounds(2697 + 395)); // 3 × 9.99 less 10 %, and the postage.

        await Ship(id, shop.York);
        (await shop.AtTheProvider(id)).ShouldBe((1031, 2061, 0));
        await shop.TheBooksAreRight();
        await Ship(id, shop.Leeds);

        (await shop.AtTheProvider(id)).ShouldBe((0, 3092, 0));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_called_off_before_it_leaves_is_never_taken()
    {
        var goods = await shop.Goods(quantity: 1, york: 2);
        var (id, _) = await Buy(shop.Shopper(), null, [Card()], (goods, 3));
        await Ship(id, shop.York);

        var line = (await shop.Order(id)).Lines[0].Id;
        (await shop.Done(new CancelOrderLines(shop.Till(), id, [new(line, 1)], null, null, Guid.NewGuid()))).Refunded.ShouldBe(Pounds(1000));

        (await shop.AtTheProvider(id)).ShouldBe((0, 2395, 0));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        (await shop.Order(id)).Status.ShouldBe(OrderStatus.Fulfilled);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_comes_back_while_the_rest_waits_is_refunded_and_the_rest_is_taken_later()
    {
        var goods = await shop.Goods(quantity: 1, york: 2);
        var (id, _) = await Buy(shop.Shopper(), null, [Card()], (goods, 3));
        await Ship(id, shop.York);
        (await shop.AtTheProvider(id)).ShouldBe((1132, 2263, 0));

        await Return(id, 1);
        (await shop.AtTheProvider(id)).ShouldBe((1132, 2263, 1000));
        await shop.TheBooksAreRight();
        await Ship(id, shop.Leeds);

        (await shop.AtTheProvider(id)).ShouldBe((0, 3395, 1000));
        await shop.TheBooksAreRight();
    }

    [Theory]
    [InlineData("ShipFulfilment")]
    [InlineData("CaptureTenders")]
    [InlineData("RecordCapture")]
    public async Task A_program_that_dies_around_the_second_parcel_takes_its_part_once(string after)
    {
        var goods = await shop.Goods(quantity: 1, york: 2);
        var (id, _) = await Buy(shop.Shopper(), null, [Card()], (goods, 3));
        await Ship(id, shop.York);

        shop.Breakdown.After(after);
        await Should.ThrowAsync<BreakdownException>(() => Ship(id, shop.Leeds));
        await shop.SomeMinutesLater();

        (await shop.AtTheProvider(id)).ShouldBe((0, 3395, 0));
        (await shop.PaymentOf(id)).ShouldBe(PaymentStatus.Paid);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Two_parcels_while_the_provider_is_silent_are_taken_once_each_when_it_answers()
    {
        var goods = await shop.Goods(quantity: 1, york: 2);
        var (id, _) = await Buy(shop.Shopper(), null, [Card()], (goods, 3));

        shop.Network.AnswersToLose = 1;
        await Ship(id, shop.York);
        shop.Network.Down = true;
        await Ship(id, shop.Leeds);
        shop.Network.Down = false;
        await shop.SettlePayments();

        (await shop.AtTheProvider(id)).ShouldBe((0, 3395, 0));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_card_at_a_reader_takes_no_parts_and_is_charged_whole_with_the_first_parcel()
    {
        var reader = await shop.Done(new SaveReader(shop.Leeds, $"Till {Guid.NewGuid():N}", ReaderBehaviour.Approves));
        var goods = await shop.Goods(quantity: 1, york: 2);
        var (id, _) = await Buy(shop.Till(), null, [new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = reader }], (goods, 3));
        (await shop.AtTheProvider(id)).ShouldBe((3395, 0, 0));

        await Ship(id, shop.York);
        (await shop.AtTheProvider(id)).ShouldBe((0, 3395, 0));
        var line = (await shop.Order(id)).Lines[0].Id;
        await shop.Done(new CancelOrderLines(shop.Till(), id, [new(line, 1)], null, null, Guid.NewGuid()));

        (await shop.AtTheProvider(id)).ShouldBe((0, 3395, 1000));
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_gift_card_and_two_cards_pay_each_parcel_in_proportion()
    {
        var code = $"PARTS-{Guid.NewGuid():N}";
        await shop.Done(new IssueGiftCard(code, Pounds(1000)));
        var goods = await shop.Goods(quantity: 1, york: 2);
        var (id, _) = await Buy(shop.Shopper(), null, [GiftCard(code, 1000), Card(1200), Card(method: "pm_card_mastercard")], (goods, 3));

        await Ship(id, shop.York);
        (await shop.TendersOf(id)).Select(tender => tender.Captured).ShouldBe([Pounds(1000), Pounds(799), Pounds(796)]);
        await shop.TheBooksAreRight();
        await Ship(id, shop.Leeds);

        (await shop.TendersOf(id)).ShouldAllBe(tender => tender.Captured == tender.Amount);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Whatever_leaves_is_called_off_or_comes_back_in_any_order_the_card_has_paid_what_left_and_stayed()
    {
        var gen = from quantities in Gen.Choose(1, 4).ArrayOf(2)
                  from prices in Gen.Choose(1, 4_000).ArrayOf(2)
                  from percent in Gen.Choose(1, 60)
                  from giftCard in Gen.Choose(0, 500)
                  from carriedOut in Gen.Choose(0, 2)
                  from dice in Gen.Choose(0, 1_000).ArrayOf(12)
                  select (quantities, prices, percent, giftCard, carriedOut, dice);
        var run = 0;
        foreach (var (quantities, prices, percent, giftCard, carriedOut, dice) in Seeds.Cases(gen, 12))
        {
            var code = $"LEAVES{++run}";
            await shop.Done(new SaveCoupon(code, percent, null, null, null));
            var lines = new List<(VariantId, int)>();
            for (var i = 0; i < quantities.Length; i++)
                lines.Add((await shop.Goods(quantity: 2, york: 4, price: prices[i]), quantities[i]));
            List<TenderOffer> tenders = [Card()];
            if (giftCard > 0)
            {
                await shop.Done(new IssueGiftCard($"{code}-CARD", Pounds(giftCard)));
                tenders.Insert(0, GiftCard($"{code}-CARD", giftCard));
            }

            if (await TryBuy(code, tenders, lines, carriedOut) is not { } id)
                continue;
            foreach (var die in dice)
                await Step(id, die);
            await shop.SettlePayments();
            await shop.TheBooksAreRight();
        }
    }

    // Some of the first line perhaps carried out of Leeds, and the rest sent.
    private async Task<OrderId?> TryBuy(string code, List<TenderOffer> tenders, List<(VariantId, int Quantity)> lines, int carriedOut)
    {
        var shopper = carriedOut == 0 ? shop.Shopper() : shop.Till();
        var cart = await shop.Cart(shopper, [.. lines]);
        await shop.Done(new ApplyCartCode(shopper, null, code, null));
        var line = await shop.InDatabase(db => db.Set<CartLine>().Where(line => line.CartId == cart).OrderBy(line => line.Position).Select(line => line.Id).FirstAsync());
        CarryOutLineInput[] carried = carriedOut == 0 ? [] : [new(line, Math.Min(carriedOut, lines[0].Quantity))];
        await shop.Done(new ChooseDelivery(shopper, null, ToOxford, null, CarryOut: carried));
        var placed = await shop.Place(shopper, null, [.. tenders]);
        return placed.IsRefused ? null : placed.Value; // A card that would have to pay next to nothing, or none.
    }

    private async Task Step(OrderId id, int die)
    {
        var order = await shop.Order(id);
        var line = order.Lines[die % order.Lines.Count];
        switch (die % 4)
        {
            case 0 or 1 when (await shop.FulfilmentsOf(id)).FirstOrDefault(of => of.Status == FulfilmentStatus.Open) is { } open:
                await Do(new ShipFulfilment(shop.Till(open.LocationId), open.Id, null, null, null));
                break;
            case 2 when line.Quantities.Allocated > 0:
                await shop.Done(new CancelOrderLines(shop.Till(), id, [new(line.Id, 1 + (die % line.Quantities.Allocated))], null, null, Guid.NewGuid()));
                break;
            case 3 when line.Quantities.Fulfilled > 0:
                await shop.Done(new ReturnItems(shop.Till(), id, [new(line.Id, 1 + (die % line.Quantities.Fulfilled), ReturnCondition.Resellable, null)], null, Guid.NewGuid()));
                break;
        }
    }

    private async Task<(OrderId Id, Money Total)> Buy(Caller caller, string? code, TenderOffer[] tenders, params (VariantId, int)[] lines)
    {
        await shop.Cart(caller, lines);
        await shop.Done(new ChooseDelivery(caller, null, ToOxford, null));
        if (code is not null)
            await shop.Done(new ApplyCartCode(caller, null, code, null));
        var total = await shop.TotalOf(caller);
        return ((await shop.Place(caller, null, tenders)).Value, total);
    }

    private async Task Ship(OrderId id, LocationId from) =>
        await Do(new ShipFulfilment(shop.Till(from), (await shop.FulfilmentsOf(id)).Single(of => of.LocationId == from).Id, null, null, null));

    private async Task Return(OrderId id, int quantity) => await shop.Done(new ReturnItems(
        shop.Till(), id, [new((await shop.Order(id)).Lines[0].Id, quantity, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

    private async Task Do(ICommand<OrderId> step)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<FulfilmentDesk>().DoAsync(step, TestContext.Current.CancellationToken);
        done.IsRefused.ShouldBeFalse(done.IsRefused ? done.Refusals[0].Message : "");
    }
}
