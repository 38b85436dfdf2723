using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.IntegrationTests.Catalog;
using OmniCommerce.IntegrationTests.Payments;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>A shop with two stores, whose steps can be made to break off. Each test brings its own goods and shoppers.</summary>
public class OrderShop : PaymentsFixture, IAsyncLifetime
{
    private int _goods;

    public LocationId Leeds { get; private set; }

    public LocationId York { get; private set; }

    /// <summary>Sells, and takes nothing back.</summary>
    public LocationId Kiosk { get; private set; }

    protected override bool HoldsAndOrdersMayBeNames => false;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("Orders:ReceiptlessLimitAt:2", "40")];

    internal Breakdown Breakdown => Services.GetRequiredService<Breakdown>();

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Leeds = await Open("1", Enum.GetValues<LocationService>());
        York = await Open("2", Enum.GetValues<LocationService>());
        Kiosk = await Open("3", LocationService.Sells);
    }

    /// <summary>A variant with so many in Leeds and in York, at so many pence.</summary>
    public async Task<VariantId> Goods(int quantity = 100, long price = 1000, int york = 0)
    {
        var number = Interlocked.Increment(ref _goods);
        var saved = await Send(Products.Of($"goods-{number}", $"Goods {number}", Products.Variant($"G-{number}", price)));
        var variant = saved.Value.Variants[0];
        if (quantity > 0)
            await Done(new ReceiveStock(variant, Leeds, quantity, "opening stock"));
        if (york > 0)
            await Done(new ReceiveStock(variant, York, york, "opening stock"));
        return variant;
    }

    public Caller Shopper(CustomerId? customer = null) =>
        new(NewId.Of<SessionId>(Clock), NewId.Of<DeviceId>(Clock), "Phone", Channel.Web, customer, null, Gbp, "en-GB");

    public Caller Till(LocationId? at = null) =>
        new(NewId.Of<SessionId>(Clock), NewId.Of<DeviceId>(Clock), "Till", Channel.Pos, null, at ?? Leeds, Gbp, "en-GB");

    public async Task<CustomerId> Member(int points = 0)
    {
        var customer = NewId.Of<CustomerId>(Clock);
        await Done(new OpenLoyaltyAccount(customer));
        if (points > 0)
            await Done(new GrantPoints(customer, points, "welcome"));
        return customer;
    }

    /// <summary>The caller's cart with so many of each.</summary>
    public async Task<CartId> Cart(Caller caller, params (VariantId Variant, int Quantity)[] lines) =>
        await Done(new AddCartLines(caller, null, [.. lines.Select(line => new AddCartLine(new VariantBy { Id = line.Variant }, line.Quantity))], null));

    public Task<Result<OrderId>> Place(Caller caller, CartId? cart, params TenderOffer[] tenders) =>
        Send(new PlaceOrder(caller, cart, null, tenders, Guid.NewGuid()));

    /// <summary>An order of so many of each.</summary>
    public async Task<PlacedOrder> Ordered(Caller caller, TenderOffer[] tenders, params (VariantId Variant, int Quantity)[] lines)
    {
        await Cart(caller, lines);
        return await Order((await Place(caller, null, tenders)).Value);
    }

    /// <summary>What the caller's cart costs.</summary>
    public async Task<Money> TotalOf(Caller caller)
    {
        await using var scope = Services.CreateAsyncScope();
        var carts = scope.ServiceProvider.GetRequiredService<ICarts>();
        return (await carts.CurrentAsync(caller.SessionId, caller.CustomerId, TestContext.Current.CancellationToken)).ShouldNotBeNull().Total;
    }

    public async Task<T> Done<T>(IRequest<Result<T>> request)
        where T : notnull => (await Send(request)).Value;

    public async Task<PlacedOrder> Order(OrderId id) =>
        (await Services.GetRequiredService<FindOrders>().ByIdAsync(id, Till(), TestContext.Current.CancellationToken)).ShouldNotBeNull();

    public async Task<OrderFulfilment[]> FulfilmentsOf(OrderId id) =>
        [.. (await Services.GetRequiredService<FindFulfilments>().OfAsync([id], TestContext.Current.CancellationToken))[id]];

    public async Task<PaymentStatus> PaymentOf(OrderId id) => OrderPayment.StatusOf(await TendersOf(id));

    public async Task<int> OnHand(VariantId variant, LocationId at) => (await Level(variant, at))?.OnHand ?? 0;

    public async Task<StockLevel?> Level(VariantId variant, LocationId at) =>
        (await Services.GetRequiredService<IStock>().LevelsAsync([variant], TestContext.Current.CancellationToken))[variant].SingleOrDefault(level => level.LocationId == at);

    public async Task<LoyaltyAccount> Points(CustomerId customer) => (await Send(new FindLoyaltyAccount(customer))).ShouldNotBeNull();

    public async Task<CartStatus> StatusOf(CartId cart)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ICarts>().FindAsync(cart, TestContext.Current.CancellationToken)).ShouldNotBeNull().Status;
    }

    /// <summary>What the shop does by itself, some minutes later.</summary>
    public async Task SomeMinutesLater()
    {
        Clock.Advance(TimeSpan.FromMinutes(3));
        await using (var scope = Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<RecoverOrders>().RunAsync(TestContext.Current.CancellationToken);
        await SettlePayments();
    }

    /// <summary>The books are right, no order is under way, and the provider has of every order what the books say.</summary>
    public override async Task TheBooksAreRight()
    {
        await base.TheBooksAreRight();
        var orders = await InDatabase(db => db.Set<Order>().AsNoTracking().ToListAsync());
        orders.ShouldAllBe(order => order.Status != OrderStatus.Pending);
        foreach (var order in orders)
        {
            var cards = (await TendersOf(order.Id)).Where(tender => tender.Kind is TenderKind.Card or TenderKind.CardPresent).ToList();
            var (promised, taken, givenBack) = await AtTheProvider(order.Id);
            taken.ShouldBe(cards.Sum(tender => tender.Captured.MinorUnits));
            givenBack.ShouldBe(cards.Sum(tender => tender.Refunded.MinorUnits));
            if (order.Status == OrderStatus.Failed)
                (promised, taken, givenBack).ShouldBe((0, 0, 0));
            if (order.Status == OrderStatus.Fulfilled)
                promised.ShouldBe(0);
            await TransactionsAddUp(await TendersOf(order.Id));
        }
    }

    // What is shown of a tender's money comes to what the tender says.
    private async Task TransactionsAddUp(IReadOnlyList<Tender> tenders)
    {
        var transactions = await Send(new TransactionsOf([.. tenders.Select(tender => tender.Id)]));
        foreach (var tender in tenders)
        {
            long Sum(TransactionKind kind, bool pendingToo = false) => transactions[tender.Id]
                .Where(one => one.Kind == kind && (one.State == TransactionState.Done || (pendingToo && one.State == TransactionState.Pending))).Sum(one => one.Amount.MinorUnits);
            Sum(TransactionKind.Capture).ShouldBe(tender.Captured.MinorUnits);
            Sum(TransactionKind.Refund, pendingToo: true).ShouldBe(tender.Refunded.MinorUnits);
            (Sum(TransactionKind.Chargeback) - Sum(TransactionKind.ChargebackReversal)).ShouldBe(tender.ChargedBack.MinorUnits);
            (Sum(TransactionKind.Authorization) - Sum(TransactionKind.Capture, pendingToo: true) - Sum(TransactionKind.Release, pendingToo: true)).ShouldBeGreaterThanOrEqualTo(0);
            if (tender.Status is PaymentStatus.Paid or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded)
                Sum(TransactionKind.Authorization).ShouldBe(Sum(TransactionKind.Capture) + Sum(TransactionKind.Release));
        }
    }

    protected override void AddServices(IServiceCollection services)
    {
        base.AddServices(services);
        services.AddSingleton<Breakdown>();

        // Outside of all others: what breaks down is done and committed.
        services.Insert(0, ServiceDescriptor.Scoped(typeof(IPipelineBehavior<,>), typeof(BreakdownBehavior<,>)));
    }

    private async Task<LocationId> Open(string reference, params LocationService[] services) =>
        (await Done(new SaveLocation { Reference = reference, Name = $"Store {reference}", Services = services })).Id;
}

/// <summary>The program dies once, right after the step of this name has been done.</summary>
internal sealed class Breakdown
{
    private string? _after;

    public void After(string step) => _after = step;

    public void Reached(string step)
    {
        var after = _after;
        if (after == step && Interlocked.CompareExchange(ref _after, null, after) == after)
            throw new BreakdownException(step);
    }
}

internal sealed class BreakdownException(string step) : Exception($"The program died after {step}.");

internal sealed class BreakdownBehavior<TRequest, TResponse>(Breakdown breakdown) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        breakdown.Reached(typeof(TRequest).Name);
        return response;
    }
}
