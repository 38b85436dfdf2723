using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.IntegrationTests.Orders;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Domain;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.IntegrationTests.Platform;

/// <summary>What the program never writes, the database refuses, too: whoever writes past the program, or a program with a mistake in it.</summary>
public sealed class ConstraintTests(ConstraintTests.Shop shop) : IClassFixture<ConstraintTests.Shop>
{
    [Theory]
    [InlineData("CK_stock_levels_promised", """UPDATE stock_levels SET "Held" = "OnHand" + 1""")]
    [InlineData("CK_stock_levels_held", """UPDATE stock_levels SET "Held" = -1""")]
    [InlineData("CK_stock_levels_allocated", """UPDATE stock_levels SET "Allocated" = -1""")]
    [InlineData("CK_stock_movements_quantity", """UPDATE stock_movements SET "Quantity" = 0""")]
    [InlineData("CK_tenders_authorized", """UPDATE tenders SET "Authorized" = "Amount" + 1""")]
    [InlineData("CK_tenders_captured", """UPDATE tenders SET "Captured" = "Authorized" + 1""")]
    [InlineData("CK_tenders_refunded", """UPDATE tenders SET "Refunded" = "Captured" + 1""")]
    [InlineData("CK_tenders_refunded", """UPDATE tenders SET "Refunded" = "Captured", "Carried" = 1""")]
    [InlineData("CK_tenders_charged_back", """UPDATE tenders SET "ChargedBack" = -1""")]
    [InlineData("CK_gift_cards_held", """UPDATE gift_cards SET "Held" = "Balance" + 1""")]
    [InlineData("CK_orders_refunded", """UPDATE orders SET "Refunded" = "Total" + 1""")]
    [InlineData("CK_order_lines_quantity", """UPDATE order_lines SET "FulfilledQuantity" = "Quantity", "ReturnedQuantity" = 1""")]
    [InlineData("CK_cart_lines_quantity", """UPDATE cart_lines SET "Quantity" = 0""")]
    [InlineData("CK_loyalty_accounts_pots", """UPDATE loyalty_accounts SET "Held" = -1""")]
    [InlineData("CK_points_movements_points", """UPDATE points_movements SET "Points" = 0""")]
    [InlineData("CK_coupons_uses", """UPDATE coupons SET "Uses" = -1""")]
    [InlineData("CK_cart_lines_carried_out", """UPDATE cart_lines SET "CarriedOut" = "Quantity" + 1""")]
    [InlineData("CK_order_lines_carried_out", """UPDATE order_lines SET "CarriedOut" = "Quantity" + 1""")]
    public async Task The_database_itself_refuses_what_no_use_case_writes(string constraint, string sql)
    {
        var refused = await Should.ThrowAsync<DbException>(() => shop.InDatabase(db => db.Database.ExecuteSqlRawAsync(sql)));
        refused.Message.ShouldContain(constraint);
    }

    /// <summary>Where writers queue, who looks first sees everything: that the index decides shows only without a look.</summary>
    [Fact]
    public async Task Of_what_there_is_once_the_database_itself_takes_no_second()
    {
        await NoSecond<Order>(_ => true, NewId.Of<OrderId>(shop.Clock), order => order.Property(o => o.Number).CurrentValue = "another");
        await NoSecond<Cart>(cart => cart.Status == CartStatus.Open && cart.CustomerId == null && cart.TillId == null, NewId.Of<CartId>(shop.Clock));
        await NoSecond<CartLine>(_ => true, NewId.Of<CartLineId>(shop.Clock));
        await NoSecond<Hold>(hold => hold.Status == HoldStatus.Held, NewId.Of<HoldId>(shop.Clock));
        await NoSecond<PointsMovement>(_ => true, Guid.NewGuid());
        await NoSecond<OrderTender>(_ => true, NewId.Of<TenderId>(shop.Clock), tender => tender.Property(t => t.Position).CurrentValue = 99);
        await NoSecond<TenderRefund>(_ => true, NewId.Of<RefundId>(shop.Clock));
    }

    /// <summary>Stores one of these again, as another, together with a change that nothing is wrong with.</summary>
    private Task NoSecond<T>(Expression<Func<T, bool>> which, object id, Action<EntityEntry<T>>? change = null)
        where T : class => shop.InDatabase(async db =>
    {
        var row = db.Entry(await db.Set<T>().AsNoTracking().Where(which).FirstAsync());
        row.Property("Id").CurrentValue = id;
        change?.Invoke(row);
        row.State = EntityState.Added;
        var well = await db.Set<Location>().FirstAsync();
        db.Entry(well).Property(location => location.Name).IsModified = true;
        var refused = await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync(), typeof(T).Name);
        shop.Services.GetRequiredService<IDatabaseProvider>().IsUniqueViolation(refused).ShouldBeTrue(typeof(T).Name);
    });

    /// <summary>A shop that has sold something, for points, money of a gift card and cash, and has taken one of two back; another shopper's cart is open, a third's is held.</summary>
    public sealed class Shop : OrderShop, IAsyncLifetime
    {
        public new async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var till = Till() with { CustomerId = await Member(points: 600) };
            await Done(new SaveCoupon("TEN", 10, null, null, null));
            await Done(new IssueGiftCard("CONSTRAINT-1", Pounds(500)));
            var goods = await Goods(quantity: 5, price: 1000);
            await Cart(till, (goods, 2));
            var offers = new[] { new TenderOffer { Kind = TenderKind.Points, Points = 500 }, GiftCard("CONSTRAINT-1", 300), Cash(5000) };
            var order = await Order((await Place(till, null, offers)).Value);
            await Done(new ReturnItems(Till(), order.Id, [new ReturnLine(order.Lines[0].Id, 1, ReturnCondition.Resellable, null)], null, Guid.NewGuid()));

            await Cart(Shopper(), (goods, 1));
            var third = Shopper();
            await Cart(third, (goods, 1));
            await Done(new StartCheckout(third, null));
        }
    }
}
