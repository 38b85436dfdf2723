using System.Xml.Linq;
using OmniCommerce.Api.Demo;

namespace OmniCommerce.UnitTests.Api;

public sealed class DemoImagesTests
{
    [Fact]
    public void A_picture_shows_the_words_of_its_name()
    {
        var picture = XDocument.Parse(DemoImages.Draw("earl-grey-tea"));
        picture.Root!.Elements().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ShouldBe(["earl", "grey", "tea"]);
    }

    [Fact]
    public void A_name_that_is_markup_stays_text() =>
        XDocument.Parse(DemoImages.Draw("<script>&\"'")).Root!.Elements().Last().Value.ShouldBe("<script>&\"'");
}
