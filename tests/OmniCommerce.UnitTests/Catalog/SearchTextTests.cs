using OmniCommerce.Catalog.Domain;

namespace OmniCommerce.UnitTests.Catalog;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Crème  BRÛLÉE\t", "creme brulee")]
    [InlineData("Straße, Łódź, Æsop, Smørrebrød", "strasse, lodz, aesop, smorrebrod")]
    [InlineData("e\u0301", "e")]
    [InlineData("茶 Tea", "茶 tea")]
    [InlineData("2 < 3", "2 < 3")]
    public void Text_is_folded_to_what_people_type(string text, string folded) => SearchText.Of(text).ShouldBe(folded);

    [Theory]
    [InlineData("<p>Hand<b>made</b></p><script>x</script> pot", "hand made x pot")]
    [InlineData("no tags", "no tags")]
    [InlineData("a < b", "a")]
    public void Of_html_only_the_text_is_searched(string html, string folded) => SearchText.OfHtml(html).ShouldBe(folded);

    [Fact]
    public void Words_are_each_searched_once() => SearchText.Words(" Red  red RÉD blue ").ShouldBe(["red", "blue"]);

    [Fact]
    public void Wildcards_are_escaped() => SearchText.Containing("50%_[a]\\").ShouldBe("%50\\%\\_\\[a]\\\\%");
}
