using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.IntegrationTests.Orders;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Inbox;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Pricing.Domain;

namespace OmniCommerce.IntegrationTests.Platform.Books;

/// <summary>What no use case would ever write is written into the books of a shop that has seen everything, one thing at a time, and found.</summary>
public sealed class PlantedDriftTests(PlantedDriftTests.ShopWithHistory shop) : IClassFixture<PlantedDriftTests.ShopWithHistory>
{
    /// <summary>What is planted, and what is said of it.</summary>
    private static readonly Dictionary<string, (Func<CommerceDbContext, ShopWithHistory, Task> Plant, string Said)> Drifts = new()
    {
        ["A unit of stock from nowhere"] = ((db, _) => First(db.Set<StockRow>().Where(l => l.OnHand > 0), l => l.VariantId)
            .Then(id => db.Set<StockRow>().Where(l => l.VariantId == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.OnHand, l => l.OnHand + 1))), "by its movements"),
        ["A movement that is gone"] = ((db, _) => db.Set<StockMovement>().Where(m => m.Kind == MovementKind.Sell).ExecuteDeleteAsync(), "by its movements"),
        ["F3 A reservation that is gone and still counted"] = ((db, _) => db.Set<StockHold>().ExecuteDeleteAsync(), "by holds"),
        ["F3 A reservation of a hold that has ended"] = ((db, _) => db.Set<Hold>().Where(h => h.Status == HoldStatus.Held)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.Status, HoldStatus.Expired)), "has stock and does not stand"),
        ["A place in a pick-up slot that nobody has"] = ((db, _) => db.Set<PickUpSlotRow>()
            .ExecuteUpdateAsync(set => set.SetProperty(slot => slot.Taken, slot => slot.Taken + 1)), "by holds and orders"),
        ["A place in a pick-up slot that is not counted"] = ((db, _) => db.Set<PickUpSlotRow>().ExecuteDeleteAsync(), "in a slot that there is not"),
        ["A place in a pick-up slot of an order that is none"] = ((db, s) => db.Set<Order>().Where(o => o.Id == s.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, OrderStatus.Cancelled)), "has a place in a pick-up slot and is no order"),
        ["Goods on their way that are nobody's"] = ((db, _) => db.Set<StockTransferLine>()
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.Ordered, 0)), "and none allocated"),
        ["Goods on their way for an order that is none"] = ((db, s) => db.Set<Order>().Where(o => o.Id == s.Travelling)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, OrderStatus.Failed)), "has goods on their way and is no order"),
        ["An allocation that is gone"] = ((db, _) => db.Set<OrderStock>().ExecuteDeleteAsync(), "by orders"),
        ["F6 Goods kept for an order that is none"] = ((db, s) => db.Set<Order>().Where(o => o.Id == s.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, OrderStatus.Failed)), "has stock and is no order"),
        ["F7 A gap in the order numbers"] = ((db, s) => db.Set<Order>().Where(o => o.Id == s.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Sequence, o => o.Sequence + 1)), "a number is missing"),
        ["An order of another amount than its tenders"] = ((db, s) => db.Set<Order>().Where(o => o.Id == s.Sold)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Total, o => o.Total + 1)), "by its tenders"),
        ["F14 A refund without a refund"] = ((db, _) => db.Set<OrderTender>().Where(t => t.Kind == TenderKind.Card && t.State == TenderState.Captured)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Refunded, t => t.Refunded + 1)), "by its refunds"),
        ["Money that a bank took back without a dispute"] = ((db, _) => db.Set<OrderTender>().Where(t => t.Kind == TenderKind.Card && t.State == TenderState.Captured)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.ChargedBack, 1)), "by its disputes"),
        ["F5 A second refund for one return"] = ((db, _) => CopyOfARefund(db), "by its refunds"),
        ["A payment event that is gone"] = ((db, _) => db.Set<PaymentEvent>().Where(e => e.Kind == PaymentEventKind.Captured).ExecuteDeleteAsync(), "events"),
        ["F12 Gift-card money from nowhere"] = ((db, _) => db.Set<GiftCard>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Balance, c => c.Balance + 100)), "by its entries"),
        ["F12 A gift card spent without an entry"] = ((db, _) => db.Set<GiftCardEntry>().Where(e => e.Kind == GiftCardEntryKind.Spent).ExecuteDeleteAsync(), "by its entries"),
        ["F11 A coupon used and not counted"] = ((db, _) => db.Set<Coupon>().ExecuteUpdateAsync(set => set.SetProperty(c => c.Uses, 0)), "by its uses"),
        ["F12 Points from nowhere"] = ((db, _) => db.Set<MemberAccount>().ExecuteUpdateAsync(set => set.SetProperty(a => a.Balance, a => a.Balance + 5)), "by its movements"),
        ["Points spent without a movement"] = ((db, _) => db.Set<PointsMovement>().Where(m => m.Kind == PointsMovementKind.Spend).ExecuteDeleteAsync(), "by its movements"),
        ["F13 Points taken back twice"] = ((db, s) => ReversedAgain(db, s.Sold), "earned taken back"),
        ["F13 Points that expire twice"] = ((db, _) => db.Set<PointsLot>().Where(l => l.Left > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Expired, l => l.Left).SetProperty(l => l.Points, l => l.Points + l.Left)), "expired, 0 by its movements"),
        ["F13 Points that expire though they were spent"] = ((db, _) => db.Set<PointsLot>()
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Left, l => l.Left + 2000).SetProperty(l => l.Points, l => l.Points + 2000)), "points that expire of"),
        ["Points of a lot that are nobody's"] = ((db, _) => db.Set<LotUse>().ExecuteDeleteAsync(), "are left, "),
        ["Points of a lot that a hold never held"] = ((db, _) => db.Set<LotUse>().ExecuteUpdateAsync(set => set.SetProperty(u => u.Points, u => u.Points + 2000)), "points of lots, and it held"),
        ["F13 Points that never expire"] = ((db, s) => db.Set<PointsLot>().Where(l => l.Left > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, s.LongAgo)), "should have expired at"),
        ["F18 An order that nobody was told of"] = ((db, s) => Told(db, s.Sold).ExecuteDeleteAsync(), "0 events tell"),
        ["F18 An order that was told twice"] = ((db, s) => ToldAgain(db, s.Sold), "2 events tell"),
        ["An event that failed for good"] = ((db, s) => Told(db, s.Sold).ExecuteUpdateAsync(set => set.SetProperty(e => e.State, OutboxState.Dead)), "left to people"),
        ["An event that was overtaken"] = ((db, s) => Overtaken(db, s.Sold), "was overtaken"),
        ["F10 A cart that was ordered and is open"] = ((db, _) => db.Set<Cart>().Where(c => c.Status == CartStatus.Ordered)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, CartStatus.Merged)), "became an order and does not know"),
        ["F4 A cart that is held by nothing"] = ((db, _) => db.Set<Cart>().Where(c => c.Status == CartStatus.Held)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.HoldId, (HoldId?)null)), "is held and has no hold"),
        ["A returned line that says otherwise than its returns"] = ((db, _) => db.Set<OrderLine>().Where(l => l.ReturnedQuantity > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ReturnedQuantity, 0)), "by its returns"),
        ["F8 An order whose payment nobody finished"] = ((db, s) => db.Set<Order>().Where(o => o.Id == s.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, OrderStatus.Pending).SetProperty(o => o.StartedAt, s.LongAgo)), "is being placed since"),
        ["F4 A hold that is over and stands"] = ((db, s) => db.Set<Hold>().Where(h => h.Status == HoldStatus.Held)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.ExpiresAt, s.LongAgo)), "and stands"),
        ["A capture that never came to its end"] = ((db, s) => db.Set<OrderTender>().Where(t => t.State == TenderState.Captured)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TenderState.Capturing).SetProperty(t => t.ChangedAt, s.LongAgo)), "Capturing since"),
        ["F8 A word of the provider that nobody followed"] = ((db, s) => Add(db, new StoredEvent
        {
            Id = "evt_drift",
            Type = "refund.failed",
            Body = "{}",
            ReceivedAt = s.LongAgo,
            DueAt = s.LongAgo,
        }), "is not worked off since"),
        ["An event that nobody handled"] = ((db, s) => Told(db, s.Sold)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.State, OutboxState.Pending).SetProperty(e => e.DueAt, s.LongAgo).SetProperty(e => e.LastError, "none")), "is due since"),
    };

    public static TheoryData<string> Kinds => [.. Drifts.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_no_use_case_writes_is_found(string kind)
    {
        var (plant, said) = Drifts[kind];
        (await shop.WrongWhen(db => plant(db, shop))).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_right_books_nothing_is_found() => (await shop.WrongWhen(_ => Task.CompletedTask)).ShouldBeEmpty();

    private static Task<T> First<TEntity, T>(IQueryable<TEntity> query, System.Linq.Expressions.Expression<Func<TEntity, T>> what) => query.Select(what).FirstAsync();

    private static IQueryable<OutboxEvent> Told(CommerceDbContext db, OrderId order)
    {
        var stream = $"order:{order}";
        return db.Set<OutboxEvent>().Where(happened => happened.Stream == stream && happened.Type == "order.placed");
    }

    private static async Task ToldAgain(CommerceDbContext db, OrderId order)
    {
        var first = await Told(db, order).AsNoTracking().SingleAsync();
        await Add(db, Copy(first, first.Sequence));
    }

    private static async Task Overtaken(CommerceDbContext db, OrderId order)
    {
        await Told(db, order).ExecuteUpdateAsync(set => set.SetProperty(e => e.State, OutboxState.Pending));
        var first = await Told(db, order).AsNoTracking().SingleAsync();
        await Add(db, Copy(first, first.Sequence + 10));
        await Told(db, order).Where(e => e.Sequence > first.Sequence).ExecuteUpdateAsync(set => set.SetProperty(e => e.State, OutboxState.Handled));
    }

    private static OutboxEvent Copy(OutboxEvent of, long sequence) => new()
    {
        Id = Guid.NewGuid(),
        Lane = of.Lane,
        Stream = of.Stream,
        Sequence = sequence,
        Position = of.Position,
        Type = of.Type,
        Version = of.Version,
        Payload = of.Payload,
        TraceParent = of.TraceParent,
        RaisedAt = of.RaisedAt,
        DueAt = of.DueAt,
    };

    private static async Task CopyOfARefund(CommerceDbContext db)
    {
        var refund = await db.Set<TenderRefund>().AsNoTracking().FirstAsync(r => r.Kind == TenderKind.Card);
        await Add(db, new TenderRefund
        {
            Id = new RefundId(Guid.NewGuid()),
            OrderId = refund.OrderId,
            TenderId = refund.TenderId,
            Reference = refund.Reference + " again",
            Kind = refund.Kind,
            Currency = refund.Currency,
            Amount = refund.Amount,
            Points = refund.Points,
            GiftCardCode = refund.GiftCardCode,
            OfPromise = 0,
            State = RefundState.Done,
            At = refund.At,
        });
    }

    // The account's sums go along, so that only the order's own sum gives it away.
    private static async Task ReversedAgain(CommerceDbContext db, OrderId order)
    {
        var earned = await db.Set<PointsMovement>().AsNoTracking().FirstAsync(m => m.Kind == PointsMovementKind.Earn && m.OrderId == order);
        await Add(db, new PointsMovement
        {
            Id = Guid.NewGuid(),
            AccountId = earned.AccountId,
            Kind = PointsMovementKind.Reverse,
            Reference = "again",
            From = PointsPot.Member,
            To = PointsPot.Issue,
            Points = earned.Points,
            OrderId = order,
            At = earned.At,
        });
        await db.Set<MemberAccount>().Where(a => a.Id == earned.AccountId).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.Balance, a => a.Balance - earned.Points).SetProperty(a => a.Earned, a => a.Earned - earned.Points));
    }

    private static async Task Add(CommerceDbContext db, object row)
    {
        db.Add(row);
        await db.SaveChangesAsync();
    }

    /// <summary>Goods sold at a till for points, gift card, coupon and card and partly returned; an order that waits to be collected in a slot, and one whose goods are on their way to where it is; a cart that is held.</summary>
    public sealed class ShopWithHistory : OrderShop, IAsyncLifetime
    {
        public OrderId Sold { get; private set; }

        public OrderId Waiting { get; private set; }

        public OrderId Travelling { get; private set; }

        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("Loyalty:ExpireAfterMonths", "12")];

        public DateTimeOffset LongAgo => Clock.Now.AddHours(-1);

        public new async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var goods = await Goods(quantity: 50);
            await Done(new IssueGiftCard("DRIFT-GIFT", Pounds(900)));
            await Done(new SaveCoupon("DRIFT", 10, 5, null, null));

            var till = Till() with { CustomerId = await Member(points: 1000) };
            await Cart(till, (goods, 4));
            await Done(new ApplyCartCode(till, null, "DRIFT", null));
            Sold = (await Place(till, null, new TenderOffer { Kind = TenderKind.Points, Points = 500 }, GiftCard("DRIFT-GIFT", 400), Card())).Value;
            var line = (await Order(Sold)).Lines[0].Id;
            await Done(new ReturnItems(Till(York), Sold, [new ReturnLine(line, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

            PickUpHours[] week = [.. Enum.GetValues<Weekday>().Select(day => new PickUpHours(day, TimeOnly.MinValue, TimeOnly.MinValue))];
            var terms = new PickUpTerms { TimeZone = "Europe/London", SlotMinutes = 60, Capacity = 2, TransferHours = 48, Week = week };
            await Done(new SavePickUpTerms(York, terms));
            var patient = Shopper();
            await Cart(patient, (goods, 2));
            await Done(new ChooseDelivery(patient, null, new DeliveryInput(CollectAt: York), null));
            Travelling = (await Place(patient, null, Card())).Value;
            await Done(new ShipFulfilment(Till(), (await FulfilmentsOf(Travelling)).Single(of => of.Kind == FulfilmentKind.ToStore).Id, null, null, null));

            var shopper = Shopper();
            await Cart(shopper, (goods, 2));
            await Done(new SavePickUpTerms(Leeds, terms));
            var slots = await Services.GetRequiredService<IPickUps>().SlotsAsync(Leeds, null, 2, TestContext.Current.CancellationToken);
            await Done(new ChooseDelivery(shopper, null, new DeliveryInput(CollectAt: Leeds), null, slots[0].Time.StartsAt));
            Waiting = (await Place(shopper, null, Card())).Value;

            var undecided = Shopper();
            await Cart(undecided, (goods, 3));
            await Done(new HoldCart(undecided, null, null, null));
        }

        /// <summary>What is wrong, or late, once that is written, and then taken back again.</summary>
        public Task<List<string>> WrongWhen(Func<CommerceDbContext, Task> plant) => InDatabase(async db =>
        {
            await using var planted = await db.Database.BeginTransactionAsync();
            await plant(db);
            var wrong = new List<string>();
            foreach (var books in Services.GetServices<IBooks>())
            {
                await foreach (var line in books.WrongAsync(db, CancellationToken.None))
                    wrong.Add(line);
                await foreach (var line in books.LateAsync(db, Clock.Now - BooksCheck.Patience, CancellationToken.None))
                    wrong.Add(line);
            }

            return wrong;
        });
    }
}

internal static class Continuing
{
    public static async Task<TResult> Then<T, TResult>(this Task<T> first, Func<T, Task<TResult>> next) => await next(await first);
}
