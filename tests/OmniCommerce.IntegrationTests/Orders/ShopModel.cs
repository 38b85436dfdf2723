using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>
/// A store in plain numbers: tea at 10.00, cups at 7.00, and a kit of one tea and two cups at 20.00; a member with points and a gift card. A guest
/// buys on the web and is sent it; the member buys at the till and takes it away, or one of it, and is sent the rest.
/// </summary>
internal sealed class ShopModel
{
    private static readonly long[] Prices = [1000, 700, 2000];
    private static readonly (int Tea, int Cups)[] Parts = [(1, 0), (0, 1), (1, 2)];

    private readonly OrderShop _shop;
    private readonly VariantId[] _goods;
    private readonly CustomerId _member;
    private readonly string _card = $"MODEL-{Guid.NewGuid():N}"[..20];
    private readonly List<Sale> _sales = [];
    private (int Tea, int Cups) _onHand = (8, 12);
    private int _points;
    private long _onCard = 100_00;
    private int _grants;

    private ShopModel(OrderShop shop, VariantId[] goods, CustomerId member) => (_shop, _goods, _member) = (shop, goods, member);

    private IEnumerable<Sale> Waiting => _sales.Where(sale => !sale.HasLeft && !sale.IsOff);

    private (int Tea, int Cups) Allocated => (Waiting.Sum(sale => sale.Waits.Tea), Waiting.Sum(sale => sale.Waits.Cups));

    public static async Task<ShopModel> OpenAsync(OrderShop shop)
    {
        VariantId[] goods = [await shop.Goods(8, Prices[0]), await shop.Goods(12, Prices[1]), await shop.Goods(0, Prices[2])];
        await shop.Done(new DefineKit(shop.Till(), goods[2], [new(goods[0], 1), new(goods[1], 2)], null));
        var model = new ShopModel(shop, goods, await shop.Member());
        await shop.Done(new IssueGiftCard(model._card, Pounds(model._onCard)));
        return model;
    }

    public async Task DoAsync(ShopStep step)
    {
        switch (step.Act)
        {
            case 0 or 1 or 2:
                await SellAsync(step, isWeb: true);
                break;
            case 3 or 4 or 5:
                await SellAsync(step, isWeb: false);
                break;
            case 12 or 13:
                await SellAsync(step, isWeb: false, isSentInPart: true);
                break;
            case 6 when Waiting.FirstOrDefault() is { } sent:
                await _shop.Done(new FulfilOrder(_shop.Till(), sent.Id, null));
                _onHand = (_onHand.Tea - sent.Waits.Tea, _onHand.Cups - sent.Waits.Cups);
                sent.HasLeft = true;
                Touch(sent);
                break;
            case 7 when Waiting.FirstOrDefault() is { HomeLine: { } home } rest:
                await CallRestOffAsync(rest, home);
                break;
            case 7 when Waiting.FirstOrDefault() is { } off:
                await _shop.Done(new CancelOrder(_shop.Till(), off.Id, null, null));
                off.IsOff = true;
                _onCard += off.Pays == TenderKind.GiftCard ? off.Total : 0;
                break;
            case 8 or 9 when _sales.Find(sale => sale.HasLeft && sale.Kept.Any(kept => kept > 0)) is { } back:
                await TakeBackAsync(back, isDamaged: step.Pays == 0);
                break;
            case 10:
                await _shop.Done(new GrantPoints(_member, step.Quantity * 700, $"grant {++_grants}"));
                _points += step.Quantity * 700;
                break;
            case 11:
                await ReceiveOrLoseAsync(step);
                break;
        }
    }

    public async Task AgreesAsync(string because)
    {
        var (tea, cups) = (await _shop.Level(_goods[0], _shop.Leeds), await _shop.Level(_goods[1], _shop.Leeds));
        (tea!.OnHand, tea.Held, tea.Allocated).ShouldBe((_onHand.Tea, 0, Allocated.Tea), because);
        (cups!.OnHand, cups.Held, cups.Allocated).ShouldBe((_onHand.Cups, 0, Allocated.Cups), because);
        var points = await _shop.Points(_member);
        (points.Balance, points.Held).ShouldBe((_points, 0), because);
        (await _shop.Send(new FindGiftCard(_card)))!.Balance.ShouldBe(Pounds(_onCard), because);
        if (_sales.Count > 0 && _sales.MaxBy(sale => sale.Touched) is { Pays: TenderKind.Card } last)
            (await _shop.AtTheProvider(last.Id)).ShouldBe(last.IsOff ? (0, 0, 0) : (last.Total - last.Due, last.Due, last.Refunded), because);
    }

    private async Task SellAsync(ShopStep step, bool isWeb, bool isSentInPart = false)
    {
        var lines = Lines(step);
        var sale = new Sale(lines, isWeb, _sales.Count) { HomeLine = isSentInPart ? step.Pays % lines.Length : null };
        var pays = Means(step.Pays, sale.Total, isWeb);
        var caller = isWeb ? _shop.Shopper() : _shop.Till();
        var cart = isWeb ? (CartId?)null : await _shop.Done(new OpenTillCart(caller, _member));
        var isThere = sale.Needs.Tea <= _onHand.Tea - Allocated.Tea && sale.Needs.Cups <= _onHand.Cups - Allocated.Cups;
        var added = await _shop.Send(new AddCartLines(caller, cart, [.. lines.Select(line => new AddCartLine(new VariantBy { Id = _goods[line.Goods] }, line.Quantity))], null));
        added.IsRefused.ShouldBe(!isThere);
        if (!isThere)
            return;

        if (sale.HomeLine is { } home)
        {
            var line = await LineAsync(added.Value, home);
            await _shop.Done(new ChooseDelivery(caller, cart, new DeliveryInput(ShipTo: new AddressInput("Ada", "1 High Street", null, "Oxford", "OX1 1AA", null, "GB")), null, CarryOut: [new(line, 1)]));
        }

        var declined = isWeb && step.Pays == 5;
        _shop.Network.AnswersToLose = step is { Quantity: 3, Pays: 0 } ? 1 : 0;
        var placed = await _shop.Place(caller, cart, declined ? Card(method: "pm_card_chargeDeclined") : pays);
        _shop.Network.AnswersToLose = 0;
        if (declined)
        {
            placed.Refusals[0].ShouldBeOfType<PaymentDeclined>();
            return;
        }

        Book(sale, placed.Value, pays.Kind);
    }

    private void Book(Sale sale, OrderId id, TenderKind pays)
    {
        (sale.Id, sale.Pays) = (id, pays);
        _sales.Add(sale);
        Touch(sale);
        _onHand = (_onHand.Tea - sale.Needs.Tea + sale.Waits.Tea, _onHand.Cups - sale.Needs.Cups + sale.Waits.Cups);
        sale.HasLeft = sale.Waits == (0, 0);
        if (pays == TenderKind.GiftCard)
            _onCard -= sale.Total;
        if (pays == TenderKind.Points)
            _points -= (int)sale.Total;
        _points += Earned(sale);
    }

    private async Task CallRestOffAsync(Sale sale, int home)
    {
        var order = await _shop.Order(sale.Id);
        var rest = order.Lines.Where(line => line.Quantities.Allocated > 0).Select(line => new CancelLine(line.Id, line.Quantities.Allocated)).ToList();
        var calledOff = await _shop.Done(new CancelOrderLines(_shop.Till(), sale.Id, rest, null, null, Guid.NewGuid()));

        var (before, total) = (Earned(sale), sale.Total);
        sale.KeepOnly(home);
        Touch(sale);
        calledOff.Refunded.ShouldBe(Pounds(total - sale.Total));
        _points -= before - Earned(sale);
        _onCard += sale.Pays == TenderKind.GiftCard ? total - sale.Total : 0;
        _points += sale.Pays == TenderKind.Points ? (int)(total - sale.Total) : 0;
    }

    private async Task<CartLineId> LineAsync(CartId cart, int at) => await _shop.InDatabase(
        db => db.Set<CartLine>().Where(line => line.CartId == cart).OrderBy(line => line.Position).Select(line => line.Id).Skip(at).FirstAsync());

    // One unit of the first line of which some are kept.
    private async Task TakeBackAsync(Sale sale, bool isDamaged)
    {
        var at = Array.FindIndex(sale.Kept, kept => kept > 0);
        var goods = sale.Lines[at].Goods;
        var line = (await _shop.Order(sale.Id)).Lines[at];
        var returned = await _shop.Done(new ReturnItems(
            _shop.Till(), sale.Id, [new ReturnLine(line.Id, 1, isDamaged ? ReturnCondition.Damaged : ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

        returned.Refunded.ShouldBe(Pounds(Prices[goods]));
        var before = Earned(sale);
        sale.Kept[at]--;
        sale.Refunded += Prices[goods];
        Touch(sale);
        _points -= before - Earned(sale);
        if (!isDamaged)
            _onHand = (_onHand.Tea + Parts[goods].Tea, _onHand.Cups + Parts[goods].Cups);
        if (sale.Pays == TenderKind.GiftCard)
            _onCard += Prices[goods];
        if (sale.Pays == TenderKind.Points)
            _points += (int)Prices[goods];
    }

    private async Task ReceiveOrLoseAsync(ShopStep step)
    {
        var free = _onHand.Tea - Allocated.Tea;
        if (step.Pays > 2)
        {
            await _shop.Done(new ReceiveStock(_goods[1], _shop.Leeds, step.Quantity, "delivery"));
            _onHand.Cups += step.Quantity;
            return;
        }

        (await _shop.Send(new WriteOffStock(_goods[0], _shop.Leeds, step.Quantity, "broken"))).IsRefused.ShouldBe(free < step.Quantity);
        _onHand.Tea -= free < step.Quantity ? 0 : step.Quantity;
    }

    private static (int Goods, int Quantity)[] Lines(ShopStep step) => step.Goods == 3 ? [(0, step.Quantity), (2, 1)] : [(step.Goods, step.Quantity)];

    // What cannot pay it is left alone, and a card or cash pays.
    private TenderOffer Means(int pays, long total, bool isWeb) => pays switch
    {
        1 when _onCard >= total => GiftCard(_card),
        2 or 3 when !isWeb && _points >= total => new TenderOffer { Kind = TenderKind.Points, Points = (int)total },
        4 when !isWeb => Cash(total),
        _ => Card(),
    };

    // A point for each whole pound of the member's that was paid with money and not given back.
    private static int Earned(Sale sale) => sale.IsWeb || sale.Pays == TenderKind.Points ? 0 : (int)((sale.Total - sale.Refunded) / 100);

    private void Touch(Sale sale) => sale.Touched = _sales.Max(other => other.Touched) + 1;

    private sealed class Sale((int Goods, int Quantity)[] lines, bool isWeb, int number)
    {
        public OrderId Id { get; set; }

        public (int Goods, int Quantity)[] Lines => lines;

        public bool IsWeb => isWeb;

        public TenderKind Pays { get; set; }

        public bool HasLeft { get; set; }

        public bool IsOff { get; set; }

        /// <summary>The line of which one is carried out while the rest is sent; null when all of it goes one way.</summary>
        public int? HomeLine { get; init; }

        public int[] Kept { get; private set; } = [.. lines.Select(line => line.Quantity)];

        public long Refunded { get; set; }

        public int Touched { get; set; } = number;

        public long Total { get; private set; } = lines.Sum(line => Prices[line.Goods] * line.Quantity);

        /// <summary>What of it is paid for goods that have left.</summary>
        public long Due => HasLeft ? Total : HomeLine is { } home ? Prices[lines[home].Goods] : 0;

        /// <summary>What of it has not left.</summary>
        public (int Tea, int Cups) Waits
        {
            get
            {
                if (HasLeft || (!IsWeb && HomeLine is null))
                    return (0, 0);
                var left = HomeLine is { } home ? Parts[lines[home].Goods] : (0, 0);
                return (Needs.Tea - left.Item1, Needs.Cups - left.Item2);
            }
        }

        /// <summary>Only what was carried out of it is left.</summary>
        public void KeepOnly(int home)
        {
            (Kept, Total, HasLeft) = ([.. lines.Select((_, i) => i == home ? 1 : 0)], Prices[lines[home].Goods], true);
        }

        public (int Tea, int Cups) Needs { get; } = (lines.Sum(line => Parts[line.Goods].Tea * line.Quantity), lines.Sum(line => Parts[line.Goods].Cups * line.Quantity));
    }
}
