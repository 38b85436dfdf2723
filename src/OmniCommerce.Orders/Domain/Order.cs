using OmniCommerce.Carts.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>Who buys, and what they say about it.</summary>
internal sealed record Purchase(Caller Caller, string? Email, string? Reference, DateTimeOffset At, Guid NodeId);

/// <summary>A cart that was, or is to be, paid for, with its prices frozen. Amounts are minor units of its one currency.</summary>
internal sealed class Order : IVersioned
{
    private readonly List<OrderLine> _lines = [];

    private Order()
    {
    }

    public OrderId Id { get; private init; }

    /// <summary>Its place among all orders, from 100001 and without gaps; null until it is confirmed.</summary>
    public long? Sequence { get; private set; }

    public string? Number { get; private set; }

    public OrderStatus Status { get; private set; }

    public CartId CartId { get; private init; }

    public HoldId HoldId { get; private set; }

    public Channel Channel { get; private init; }

    public CustomerId? CustomerId { get; private init; }

    public SessionId? SessionId { get; private init; }

    public DeviceId? DeviceId { get; private init; }

    /// <summary>The store in which it was placed.</summary>
    public LocationId? LocationId { get; private init; }

    public string? Email { get; private init; }

    public Currency Currency { get; private init; }

    public long Subtotal { get; private init; }

    public long DiscountTotal { get; private init; }

    public long ShippingTotal { get; private init; }

    public long TaxTotal { get; private init; }

    public long Total { get; private init; }

    /// <summary>What of the total is paid with money and was not given back. Points earn no points.</summary>
    public long PaidWithMoney { get; private set; }

    /// <summary>What of the total was given back, or is not charged any more.</summary>
    public long Refunded { get; private set; }

    public int PointsEarned { get; private set; }

    /// <summary>Under what its price came about: what is left of it is priced by them.</summary>
    public PriceTerms Terms { get; private init; } = null!;

    public OrderDelivery Delivery { get; private set; } = new();

    /// <summary>The locations that were looked at for its goods; empty when there was nothing to choose.</summary>
    public IReadOnlyList<SourcingStep> Sourcing { get; private set; } = [];

    /// <summary>What comes back for it; null for most orders.</summary>
    public Exchange? Exchange { get; private set; }

    /// <summary>Whether its goods leave with the shopper at once: all of them, or, of those that are sent, what its lines say.</summary>
    public bool LeavesAtOnce { get; private init; }

    /// <summary>Whether some of its goods leave with the shopper at once while the rest is sent.</summary>
    public bool LeavesInPart => LeavesAtOnce && Delivery.Kind == OrderDeliveryKind.Ship;

    /// <summary>Whether nothing of it was sent nor will be: what was to be sent was called off, and some was carried out.</summary>
    public bool SendsNothing => _lines.TrueForAll(line => line.AllocatedQuantity == 0 && line.Quantity - line.CancelledQuantity <= line.CarriedOut);

    /// <summary>Why it failed or was called off: refusals as JSON, or the reason that was given.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>Its number elsewhere, where it was imported from.</summary>
    public string? Reference { get; private init; }

    /// <summary>When it was placed, as the caller says; an imported order years ago.</summary>
    public DateTimeOffset PlacedAt { get; private init; }

    /// <summary>When it came into these books.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>The node that brings it to its end while it is pending; null when it was placed before nodes were known.</summary>
    public Guid? NodeId { get; private init; }

    public long Version { get; private set; } = 1;

    public IReadOnlyList<OrderLine> Lines => _lines;

    public static Order Start(OrderId id, CheckedOutCart checkout, Purchase purchase, IReadOnlyList<OrderLine> lines, DateTimeOffset now)
    {
        var (cart, caller, delivery) = (checkout.Cart, purchase.Caller, OrderDelivery.Of(checkout.Cart.Delivery));
        var isCarriedOut = delivery is { Kind: OrderDeliveryKind.Ship or OrderDeliveryKind.CarryOut, LocationId: { } store } && store == caller.LocationId;
        var order = new Order
        {
            Id = id,
            Status = OrderStatus.Pending,
            CartId = cart.Id,
            HoldId = checkout.HoldId,
            Channel = caller.Channel,
            CustomerId = cart.CustomerId,
            SessionId = caller.SessionId,
            DeviceId = caller.DeviceId,
            LocationId = caller.LocationId,
            Email = purchase.Email,
            Currency = cart.Total.Currency,
            Subtotal = cart.Subtotal.MinorUnits,
            DiscountTotal = cart.DiscountTotal.MinorUnits,
            ShippingTotal = cart.ShippingTotal.MinorUnits,
            TaxTotal = cart.TaxTotal.MinorUnits,
            Total = cart.Total.MinorUnits,
            Terms = cart.Terms,
            Delivery = delivery,
            LeavesAtOnce = caller.IsTill && isCarriedOut,
            Reference = purchase.Reference,
            PlacedAt = purchase.At,
            StartedAt = now,
            NodeId = purchase.NodeId,
        };
        order._lines.AddRange(lines);

        // Goods that leave at once have left when the order stands, so their lines need no second writing.
        if (order.LeavesAtOnce)
            order.FulfilLines();
        return order;
    }

    /// <summary>What the tenders leave to money is what earns points.</summary>
    public void PaidBy(long points) => PaidWithMoney = Total - points;

    /// <summary>Goods of another order pay for it, or for a part.</summary>
    public void PaidByExchange(Exchange exchange) => Exchange = exchange;

    /// <summary>So much of what pays for it was once paid with points: it earns none again.</summary>
    public void EarnsNothingFor(long points) => PaidWithMoney -= points;

    /// <summary>Its hold had expired; another has its goods now.</summary>
    public void HoldAgain(HoldId holdId)
    {
        HoldId = holdId;
        Version++;
    }

    public void Confirm(long sequence, string number)
    {
        Move(OrderStatus.Confirmed);
        Sequence = sequence;
        Number = number;
        if (LeavesAtOnce)
            Move(LeavesInPart ? OrderLineMoves.StatusOf(_lines) : OrderStatus.Fulfilled);
    }

    /// <summary>How many of each variant leave at once while the rest is sent.</summary>
    /// <param name="composed">What its kits are made of.</param>
    public Dictionary<VariantId, int> CarriedOut(IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> composed) => _lines.Where(line => line.CarriedOut > 0)
        .SelectMany(line => (composed.GetValueOrDefault(line.VariantId) ?? [new StockDemand(line.VariantId, 1)]).Select(part => part with { Quantity = part.Quantity * line.CarriedOut }))
        .GroupBy(part => part.VariantId).ToDictionary(parts => parts.Key, parts => parts.Sum(part => part.Quantity));

    public void Earn(int points) => PointsEarned = points;

    public void Fail(string because)
    {
        Move(OrderStatus.Failed);
        EndedBecause = because;
    }

    /// <summary>Brings its lines to what has left: of several lines that could be meant the first, and of a kit when all of its components have left.</summary>
    /// <param name="left">How many of each variant have left in all.</param>
    /// <param name="composed">What its kits are made of.</param>
    public void Fulfil(IReadOnlyDictionary<VariantId, int> left, IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>> composed)
    {
        var unaccounted = left.ToDictionary();
        foreach (var line in _lines)
            Account(line, line.FulfilledQuantity + line.ReturnedQuantity);
        foreach (var line in _lines.OrderBy(line => composed.ContainsKey(line.VariantId)).ThenBy(line => line.Position))
        {
            var whole = Math.Min(line.AllocatedQuantity, ComponentsOf(line).Min(part => unaccounted.GetValueOrDefault(part.VariantId) / part.Quantity));
            if (whole <= 0)
                continue;
            line.Move(OrderLineState.Allocated, OrderLineState.Fulfilled, whole);
            Account(line, whole);
        }

        MoveWithLines(someLeft: left.Values.Any(quantity => quantity > 0));

        IReadOnlyList<StockDemand> ComponentsOf(OrderLine line) => composed.GetValueOrDefault(line.VariantId) ?? [new StockDemand(line.VariantId, 1)];

        void Account(OrderLine line, int quantity)
        {
            foreach (var part in ComponentsOf(line))
                unaccounted[part.VariantId] = unaccounted.GetValueOrDefault(part.VariantId) - (quantity * part.Quantity);
        }
    }

    /// <summary>It goes to another address.</summary>
    public void SendTo(Address address)
    {
        Delivery = OrderDelivery.Of(new ShipToAddress(address, Delivery.LocationId));
        Version++;
    }

    /// <summary>It is collected at another time; null for any.</summary>
    public void CollectAt(PickUpTime? time)
    {
        Delivery = OrderDelivery.Of(new CollectAtLocation(Delivery.LocationId!.Value, time));
        Version++;
    }

    /// <summary>Why its goods come from where they do.</summary>
    public void ComeFrom(IReadOnlyList<SourcingStep> trace) => Sourcing = trace;

    /// <summary>So many of a line are called off before they leave.</summary>
    public void CallOff(OrderLine line, int quantity, string? because)
    {
        MoveLine(line, OrderLineState.Allocated, OrderLineState.Cancelled, quantity);
        if (Status == OrderStatus.Cancelled)
            EndedBecause = because;
    }

    /// <summary>So many of a line come back.</summary>
    public void Return(OrderLine line, int quantity) => MoveLine(line, OrderLineState.Fulfilled, OrderLineState.Returned, quantity);

    /// <summary>What of the total was not given back.</summary>
    public long Left => Total - Refunded;

    /// <summary>Writes down what was given back.</summary>
    /// <param name="amount">Over all tenders.</param>
    /// <param name="money">What of it is money.</param>
    public void GiveBack(long amount, long money)
    {
        if (amount < 0 || amount > Left)
            throw new InvalidOperationException($"Of order {Id} {amount} were to be given back and {Left} are left.");
        Refunded += amount;

        // Where goods were exchanged, what points once paid is known in proportion only.
        PaidWithMoney = Math.Min(Math.Max(PaidWithMoney - money, 0), Left);
        Version++;
    }

    /// <summary>Who placed it, as far as a step that comes later needs to know.</summary>
    public Caller Buyer() => new(SessionId, DeviceId, "", Channel, CustomerId, LocationId, Currency, "en");

    /// <summary>Who stands for nobody: what happens to the order by itself.</summary>
    public Caller Nobody() => Caller.Anonymous(Currency, "en") with { Channel = Channel };

    private void FulfilLines()
    {
        foreach (var line in _lines)
        {
            var quantity = LeavesInPart ? line.CarriedOut : line.AllocatedQuantity;
            if (quantity > 0)
                line.Move(OrderLineState.Allocated, OrderLineState.Fulfilled, quantity);
        }
    }

    private void MoveLine(OrderLine line, OrderLineState from, OrderLineState to, int quantity)
    {
        line.Move(from, to, quantity);
        MoveWithLines();
    }

    private void MoveWithLines(bool someLeft = false)
    {
        var status = OrderLineMoves.StatusOf(_lines, someLeft || Status is OrderStatus.PartiallyFulfilled or OrderStatus.Fulfilled);
        if (status != Status)
            Move(status);
        else
            Version++;
    }

    private void Move(OrderStatus to)
    {
        if (!OrderMoves.Allows(Status, to))
            throw new InvalidOperationException($"Order {Id} does not go from {Status} to {to}.");
        Status = to;
        Version++;
    }
}
