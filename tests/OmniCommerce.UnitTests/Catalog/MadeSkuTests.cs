using OmniCommerce.Catalog.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Catalog;

public sealed class MadeSkuTests
{
    [Fact]
    public void A_sku_is_made_of_handle_and_options() => MadeSku.Of("classic-top", ["Extra Small", "Blue"]).Value.ShouldBe("CLASSIC-TOP-EXTRA-SMALL-BLUE");

    [Fact]
    public void What_does_not_fit_is_cut_and_stays_different()
    {
        var handle = new string('h', 70);
        var small = MadeSku.Of(handle, ["Small"]);
        var large = MadeSku.Of(handle, ["Large"]);
        small.Value.Length.ShouldBe(Sku.MaxLength);
        small.ShouldNotBe(large);
        small.ShouldBe(MadeSku.Of(handle, ["Small"]));
    }
}
