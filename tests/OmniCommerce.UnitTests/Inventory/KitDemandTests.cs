using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Inventory;

public sealed class KitDemandTests
{
    private static readonly VariantId Tea = new(Guid.Parse("00000000-0000-0000-0000-000000000001"));
    private static readonly VariantId Cup = new(Guid.Parse("00000000-0000-0000-0000-000000000002"));
    private static readonly VariantId Set = new(Guid.Parse("00000000-0000-0000-0000-000000000003"));
    private static readonly Dictionary<VariantId, IReadOnlyList<StockDemand>> Kits = new() { [Set] = [new(Tea, 1), new(Cup, 4)] };

    [Fact]
    public void Kits_and_single_goods_are_summed_by_what_lies_on_shelves() =>
        KitDemand.Expand([new(Cup, 2), new(Set, 3), new(Cup, 1)], Kits).ShouldBe([new(Cup, 15), new(Tea, 3)]);

    [Theory]
    [InlineData(10, 7, 1)]
    [InlineData(2, 99, 2)]
    [InlineData(0, 99, 0)]
    public void There_are_as_many_kits_as_the_scarcest_component_allows(int tea, int cup, int kits) =>
        KitDemand.Available(Kits[Set], new Dictionary<VariantId, int> { [Tea] = tea, [Cup] = cup }).ShouldBe(kits);

    [Fact]
    public void What_is_missing_is_said_as_it_was_wanted() =>
        KitDemand.Shortages([new(Set, 3), new(Cup, 2), new(Tea, 1)], Kits, new Dictionary<VariantId, int> { [Cup] = 5 })
            .ShouldBe([new StockShortage(Set, 3, 1), new StockShortage(Cup, 2, 0)]);
}
