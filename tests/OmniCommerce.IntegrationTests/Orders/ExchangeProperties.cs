using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.IntegrationTests.Payments;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>However often goods are exchanged and for whatever: once all has come back, everybody has what they had before.</summary>
public sealed class ExchangeProperties(OrderShop shop) : IClassFixture<OrderShop>
{
    private static readonly int Runs = Seeds.Of(8).Count();

    private static readonly Gen<ExchangeStep[]> Anything =
        (from exchange in Gen.Elements(true, true, false)
         from order in Gen.Choose(0, 100)
         from quantity in Gen.Choose(1, 3)
         from price in Gen.Choose(1, 3_000)
         from wanted in Gen.Choose(1, 3)
         select new ExchangeStep(exchange, order, quantity, price, wanted)).ArrayOf(7);

    [Fact]
    public async Task Any_chain_of_exchanges_ends_at_what_was_there_before_it()
    {
        var run = 0;
        foreach (var steps in Seeds.Cases(Anything, Runs))
        {
            var card = $"CHAIN-CARD-{++run}";
            await shop.Done(new IssueGiftCard(card, OrderShop.Pounds(700)));
            var member = await shop.Member(points: 900);
            var till = shop.Till() with { CustomerId = member };
            List<OrderId> orders = [await BuyAsync(till, card)];
            foreach (var step in steps)
                await DoAsync(step, till, orders);
            foreach (var id in orders)
                await ReturnAsync(till, await shop.Order(id), int.MaxValue);

            var because = string.Join("; ", steps.Select(step => step.ToString()));
            (await shop.Points(member)).Balance.ShouldBe(900, because);
            (await shop.Send(new FindGiftCard(card)))!.Balance.ShouldBe(OrderShop.Pounds(700), because);
            foreach (var id in orders)
            {
                var (promised, taken, givenBack) = await shop.AtTheProvider(id);
                (promised, givenBack).ShouldBe((0, taken), because);
            }
        }

        await shop.TheBooksAreRight();
    }

    private async Task<OrderId> BuyAsync(Caller till, string card)
    {
        await shop.Cart(till, (await shop.Goods(price: 1234), 3), (await shop.Goods(price: 77), 2));
        return (await shop.Place(till, null, new TenderOffer { Kind = TenderKind.Points, Points = 900 }, OrderShop.GiftCard(card, 700), OrderShop.Card())).Value;
    }

    private async Task DoAsync(ExchangeStep step, Caller till, List<OrderId> orders)
    {
        var order = await shop.Order(orders[step.Order % orders.Count]);
        if (order.Lines.FirstOrDefault(line => line.Quantities.Fulfilled > 0) is not { } line)
            return;
        if (!step.Exchange)
        {
            await ReturnAsync(till, order, step.Quantity);
            return;
        }

        await shop.Cart(till, (await shop.Goods(price: step.Price), step.Wanted));
        var lines = new ReturnLine(line.Id, Math.Min(step.Quantity, line.Quantities.Fulfilled), ReturnCondition.Resellable, null);
        var byCard = new ExchangeItems(till, order.Id, [lines], null, null, [OrderShop.Card()], Guid.NewGuid());
        var exchanged = await shop.Send(byCard);

        // Stripe takes no payment of a few pennies; a till does.
        if (exchanged.Refusals is [PaymentTooSmall])
            exchanged = await shop.Send(byCard with { Tenders = [PaymentsFixture.Cash(100)], OperationId = Guid.NewGuid() });
        orders.Add(exchanged.Value.OrderId);
    }

    private async Task ReturnAsync(Caller till, PlacedOrder order, int most)
    {
        foreach (var line in order.Lines.Where(line => line.Quantities.Fulfilled > 0))
        {
            var part = new ReturnLine(line.Id, Math.Min(most, line.Quantities.Fulfilled), ReturnCondition.Resellable, null);
            await shop.Done(new ReturnItems(till, order.Id, [part], null, Guid.NewGuid()));
        }
    }
}

/// <summary>So many of a line of one of the orders come back, alone or for so many of something at a price.</summary>
internal sealed record ExchangeStep(bool Exchange, int Order, int Quantity, int Price, int Wanted);
