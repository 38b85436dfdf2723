using OmniCommerce.Catalog.Contracts;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.GraphQL;
using static OmniCommerce.IntegrationTests.Catalog.Products;

namespace OmniCommerce.IntegrationTests.Catalog;

/// <summary>A shop of thirty teas and some other things.</summary>
public sealed class TeaShop : CommerceFixture, IAsyncLifetime
{
    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        for (var i = 0; i < 30; i++)
            await Send(Of($"tea-{i:00}", $"Tea {(i * 7) % 30:00}", Variant($"TEA-{i:00}", 100 + (i * 11 % 5))) with { Categories = ["Tea"] });
        await Send(Of("brulee", "Crème brûlée", Variant("CB-1", 450)) with { Categories = ["Desserts"], Description = "<b>A pudding</b> with 100% cream" });
        await Send(Of("spoon", "Spoon", Variant("CREME", 150)) with { Categories = ["Kitchen"] });
        await Send(Of("torch", "Torch", Variant("TR-1", 2500)) with { Categories = ["Crème tools"] });
        await Send(Of("dish", "Dish", Variant("DS-1", 650)) with { Categories = ["Kitchen"], Description = "For CREME and more; a_b" });
    }
}

public sealed class ListProductsTests(TeaShop shop) : IClassFixture<TeaShop>
{
    [Theory]
    [InlineData(ProductSort.Relevance)]
    [InlineData(ProductSort.Name)]
    [InlineData(ProductSort.PriceAsc)]
    [InlineData(ProductSort.PriceDesc)]
    [InlineData(ProductSort.Newest)]
    public async Task Pages_follow_each_other_without_gap_or_repetition_in_both_directions(ProductSort sort)
    {
        var all = (await shop.List(sort: sort, first: 100)).Names();
        all.Length.ShouldBe(34);

        var forward = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await shop.List(sort: sort, first: 7, after: cursor);
            forward.AddRange(page.Names());
            page.PageInfo.HasPreviousPage.ShouldBe(cursor is not null);
            cursor = page.PageInfo.EndCursor;
            if (!page.PageInfo.HasNextPage)
                break;
        }

        var backward = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await shop.List(sort: sort, last: 7, before: cursor);
            backward.InsertRange(0, page.Names());
            page.PageInfo.HasNextPage.ShouldBe(cursor is not null);
            cursor = page.PageInfo.StartCursor;
            if (!page.PageInfo.HasPreviousPage)
                break;
        }

        forward.ShouldBe(all);
        backward.ShouldBe(all);
    }

    [Fact]
    public async Task Lists_are_sorted_by_what_was_asked_for()
    {
        (await shop.List(sort: ProductSort.Name, first: 2)).Names().ShouldBe(["Crème brûlée", "Dish"]);
        (await shop.List(sort: ProductSort.PriceDesc, first: 2)).Names().ShouldBe(["Torch", "Dish"]);
        (await shop.List(sort: ProductSort.Newest, first: 2)).Names().ShouldBe(["Dish", "Torch"]);
        (await shop.List(first: 2)).Names().ShouldBe(["Tea 00", "Tea 07"]);
        (await shop.List(sort: ProductSort.PriceAsc, first: 100)).Edges.Select(edge => edge.Node.Variants[0].ListPrice.MinorUnits).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_search_finds_all_words_regardless_of_accents_and_ranks_the_name_before_sku_category_and_description()
    {
        (await shop.List("CREME")).Names().ShouldBe(["Crème brûlée", "Spoon", "Torch", "Dish"]);
        (await shop.List("créme kitchen")).Names().ShouldBe(["Spoon", "Dish"]);
        (await shop.List("creme nothing")).Names().ShouldBeEmpty();
        (await shop.List("pudding")).Names().ShouldBe(["Crème brûlée"]);
    }

    [Theory]
    [InlineData("100%", 1)]
    [InlineData("a_b", 1)]
    [InlineData("%", 1)]
    [InlineData("_", 1)]
    [InlineData("[a-z]", 0)]
    [InlineData("\\", 0)]
    [InlineData("<b>", 0)]
    [InlineData("'", 0)]
    public async Task What_a_database_takes_for_a_wildcard_is_searched_as_it_is(string search, int found) =>
        (await shop.List(search)).Edges.Count.ShouldBe(found);

    [Fact]
    public async Task The_pages_of_a_ranked_search_follow_each_other()
    {
        var first = await shop.List("creme", first: 3);
        var rest = await shop.List("creme", first: 3, after: first.PageInfo.EndCursor);
        first.Names().Concat(rest.Names()).ShouldBe(["Crème brûlée", "Spoon", "Torch", "Dish"]);
    }

    [Fact]
    public async Task A_list_counts_all_that_it_has_when_asked()
    {
        (await (await shop.List("tea", first: 3)).CountAll(Token)).ShouldBe(30);
        (await (await shop.List(first: 0)).CountAll(Token)).ShouldBe(34);
    }

    [Fact]
    public async Task A_category_narrows_the_list()
    {
        var categories = await shop.Services.GetRequiredService<ListProducts>().CategoriesAsync(Token);
        categories.Select(category => category.Name).ShouldBe(["Crème tools", "Desserts", "Kitchen", "Tea"]);
        (await shop.List(category: categories[2].Id)).Names().ShouldBe(["Spoon", "Dish"]);
    }

    [Fact]
    public async Task Arguments_that_cannot_be_used_are_an_error_that_says_so()
    {
        Should.Throw<GraphQLException>(() => PageRequest.Of(1, null, 1)).Code.ShouldBe("BAD_USER_INPUT");
        Should.Throw<GraphQLException>(() => PageRequest.Of(101, null)).Code.ShouldBe("BAD_USER_INPUT");
        Should.Throw<GraphQLException>(() => PageRequest.Of(null, null, -1)).Code.ShouldBe("BAD_USER_INPUT");
        var byName = (await shop.List(sort: ProductSort.Name, first: 1)).PageInfo.EndCursor;
        foreach (var cursor in new[] { "", "?", "AAAA", byName })
            (await Should.ThrowAsync<GraphQLException>(() => shop.List(first: 1, after: cursor))).Code.ShouldBe("BAD_USER_INPUT");
        (await Should.ThrowAsync<GraphQLException>(() => shop.List(new string('a', 201)))).Code.ShouldBe("BAD_USER_INPUT");
        (await Should.ThrowAsync<GraphQLException>(() => shop.List("a b c d e f g h i j k"))).Code.ShouldBe("BAD_USER_INPUT");
    }

    [Fact]
    public async Task A_page_that_somebody_asked_for_is_handed_out_at_once_until_the_catalogue_changes()
    {
        await using var other = new CommerceFixture();
        await other.InitializeAsync();
        await other.Send(Of("one", "One", Variant("ONE", 100)));
        var before = await other.List();
        var list = other.Services.GetRequiredService<ListProducts>();
        var listing = new ProductListing(new ProductFilter("", null), ProductSort.Relevance, PageRequest.Of(null, null));

        var again = list.PageAsync(listing, Token);
        again.IsCompletedSuccessfully.ShouldBeTrue();
        (await again).ShouldBeSameAs(before);

        await other.Send(Of("two", "Two", Variant("TWO", 100)));
        (await other.List()).Names().ShouldBe(["One", "Two"]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
