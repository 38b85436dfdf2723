using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.IntegrationTests.Orders;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

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
    [InlineData("CK_gift_cards_held", """UPDATE gift_cards SET "Held" = "Balance" + 1""")]
    [InlineData("CK_orders_refunded", """UPDATE orders SET "Refunded" = "Total" + 1""")]
    [InlineData("CK_order_lines_quantity", """UPDATE order_lines SET "FulfilledQuantity" = "Quantity", "ReturnedQuantity" = 1""")]
    [InlineData("CK_cart_lines_quantity", """UPDATE cart_lines SET "Quantity" = 0""")]
    [InlineData("CK_loyalty_accounts_pots", """UPDATE loyalty_accounts SET "Held" = -1""")]
    [InlineData("CK_points_movements_points", """UPDATE points_movements SET "Points" = 0""")]
    [InlineData("CK_coupons_uses", """UPDATE coupons SET "Uses" = -1""")]
    public async Task The_database_itself_refuses_what_no_use_case_writes(string constraint, string sql)
    {
        var refused = await Should.ThrowAsync<DbException>(() => shop.InDatabase(db => db.Database.ExecuteSqlRawAsync(sql)));
        refused.Message.ShouldContain(constraint);
    }

    /// <summary>A shop that has sold something, for points, money of a gift card and cash.</summary>
    public sealed class Shop : OrderShop, IAsyncLifetime
    {
        public new async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var till = Till() with { CustomerId = await Member(points: 600) };
            await Done(new SaveCoupon("TEN", 10, null, null, null));
            await Done(new IssueGiftCard("CONSTRAINT-1", Pounds(500)));
            await Cart(till, (await Goods(quantity: 5, price: 2000), 1));
            var offers = new[] { new TenderOffer { Kind = TenderKind.Points, Points = 500 }, GiftCard("CONSTRAINT-1", 300), Cash(5000) };
            (await Place(till, null, offers)).IsRefused.ShouldBeFalse();
        }
    }
}
