using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>Whatever is bought and however it is given back, in whatever parts and order: it ends at exactly what was paid, and nobody ever has more.</summary>
public sealed class GivingBackProperties(OrderShop shop) : IClassFixture<OrderShop>
{
    private static readonly int Runs = Seeds.Of(20).Count();

    // https://docs.stripe.com/currencies: 30 p, for pounds.
    private const long SmallestCardPayment = 30;

    private static readonly Gen<Sale> Anything =
        from quantities in Gen.Choose(1, 4).ArrayOf(3)
        from prices in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(1, 4_000)).ArrayOf(3)
        from percent in Gen.Choose(1, 100)
        from second in Gen.Choose(1, 40)
        from sent in Gen.Elements(true, false)
        from leaves in Gen.Elements(true, false)
        from points in Gen.Choose(0, 900)
        from giftCard in Gen.Choose(0, 900)
        from order in Gen.Choose(0, 1_000).ArrayOf(60)
        select new Sale(quantities, prices, percent, second, sent, leaves, points, giftCard, order);

    [Fact]
    public async Task Any_sequence_of_partial_returns_ends_at_exactly_what_was_paid()
    {
        var run = 0;
        foreach (var sale in Seeds.Cases(Anything, Runs))
            await HoldsAsync(sale, ++run);
        await shop.TheBooksAreRight();
    }

    private async Task HoldsAsync(Sale sale, int run)
    {
        var member = await shop.Member(points: sale.Points);
        var shopper = shop.Shopper(member);
        if (await BuyAsync(sale, shopper, run) is not { } order)
            return;
        var earned = (await shop.Points(member)).Balance;
        if (sale.Leaves)
            await shop.Done(new FulfilOrder(shop.Till(), order.Id, null));

        var back = Money.Zero(order.Total.Currency);
        foreach (var dice in sale.Dice)
        {
            var now = await shop.Order(order.Id);
            var kept = now.Lines.Where(line => line.ReturnedQuantity < line.Quantity).ToList();
            if (kept.Count == 0)
                break;
            var line = kept[dice % kept.Count];
            var part = (await shop.Done(new ReturnItems(
                dice % 2 == 0 ? shop.Till(shop.York) : shop.Till(),
                order.Id,
                [new ReturnLine(line.Id, 1 + (dice % (line.Quantity - line.ReturnedQuantity)), (ReturnCondition)(1 + (dice % 3)), null)],
                null,
                Guid.NewGuid()))).Refunded;
            part.MinorUnits.ShouldBeGreaterThanOrEqualTo(0);
            back += part;
            back.ShouldBeLessThanOrEqualTo(order.Total);
            foreach (var tender in await shop.TendersOf(order.Id))
                (tender.Refunded + tender.Released).ShouldBeLessThanOrEqualTo(tender.Amount);
        }

        back.ShouldBe(order.Total, sale.ToString());
        (await shop.Points(member)).Balance.ShouldBe(sale.Points, $"{sale}, {earned} before");
        if (sale.GiftCard > 0)
            (await shop.Send(new FindGiftCard(CardOf(run))))!.Balance.ShouldBe(OrderShop.Pounds(sale.GiftCard), sale.ToString());
        var (promised, taken, givenBack) = await shop.AtTheProvider(order.Id);
        (promised, taken).ShouldBe((0, givenBack), sale.ToString());
    }

    // Nothing is bought where the card would have to pay less than card payments may be.
    private async Task<PlacedOrder?> BuyAsync(Sale sale, Caller shopper, int run)
    {
        var lines = new List<(VariantId, int)>();
        for (var i = 0; i < sale.Quantities.Length; i++)
            lines.Add((await shop.Goods(price: sale.Prices[i]), sale.Quantities[i]));
        await shop.Cart(shopper, [.. lines]);
        foreach (var (code, percent) in ((string, int)[])[($"P{run}A", sale.Percent), ($"P{run}B", sale.Second)])
        {
            await shop.Done(new SaveCoupon(code, percent, null, null, null));
            await shop.Done(new ApplyCartCode(shopper, null, code, null));
        }

        if (sale.Sent)
        {
            await shop.Done(new ChooseDelivery(
                shopper, null, new DeliveryInput(ShipTo: new AddressInput("Ada", "1 High Street", null, "Leeds", "LS1 1AA", null, "GB")), null));
        }

        var total = await shop.TotalOf(shopper);
        var tenders = new List<TenderOffer> { OrderShop.Card() };
        var (points, card) = ((int)Math.Min(sale.Points, total.MinorUnits), 0L);
        if (total.MinorUnits - points - Math.Min(sale.GiftCard, total.MinorUnits - points) is > 0 and < SmallestCardPayment)
            return null;
        if (points > 0)
            tenders.Insert(0, new TenderOffer { Kind = TenderKind.Points, Points = points });
        if (sale.GiftCard > 0)
            await shop.Done(new IssueGiftCard(CardOf(run), OrderShop.Pounds(sale.GiftCard)));
        if ((card = Math.Min(sale.GiftCard, total.MinorUnits - points)) > 0)
            tenders.Insert(0, OrderShop.GiftCard(CardOf(run), card));
        return await shop.Order((await shop.Place(shopper, null, [.. tenders])).Value);
    }

    private static string CardOf(int run) => $"PROPERTY-{run}";

    private sealed record Sale(int[] Quantities, int[] Prices, int Percent, int Second, bool Sent, bool Leaves, int Points, int GiftCard, int[] Dice)
    {
        public override string ToString() =>
            $"{string.Join(", ", Quantities.Zip(Prices))} less {Percent} % and {Second} %, sent {Sent}, left {Leaves}, {Points} points, {GiftCard} on the card, {string.Join(' ', Dice)}";
    }
}
