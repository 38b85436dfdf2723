using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.IntegrationTests.Support;

namespace OmniCommerce.IntegrationTests.Orders;

/// <summary>Whatever is bought, sent, called off and given back, in whatever order and by whatever means it is paid: a few numbers in memory agree with the shop's books and the provider's.</summary>
public sealed class ShopProperties(ModelledShop shop) : IClassFixture<ModelledShop>
{
    private static readonly int Runs = Seeds.Of(8).Count();

    private static readonly Gen<ShopStep[]> Anything =
        (from act in Gen.Choose(0, 13)
         from goods in Gen.Choose(0, 3)
         from quantity in Gen.Choose(1, 3)
         from pays in Gen.Choose(0, 5)
         select new ShopStep(act, goods, quantity, pays)).ArrayOf(25);

    [Fact]
    public async Task Any_sequence_of_sales_leaves_the_stock_the_points_and_the_money_that_a_simple_model_says()
    {
        foreach (var steps in Seeds.Cases(Anything, Runs))
        {
            var model = await ShopModel.OpenAsync(shop);
            for (var i = 0; i < steps.Length; i++)
            {
                await model.DoAsync(steps[i]);
                await model.AgreesAsync(string.Join("; ", steps.Take(i + 1)));
            }
        }

        await shop.TheBooksAreRight();
    }
}

/// <summary>Sends for nothing, so that what comes back costs what it cost.</summary>
public sealed class ModelledShop : OrderShop
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("Pricing:ShippingFlat", "0")];
}

/// <summary>One thing to do: which, with what goods and how many of them, paid how.</summary>
internal sealed record ShopStep(int Act, int Goods, int Quantity, int Pays);
