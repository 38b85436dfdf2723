using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Domain;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using static OmniCommerce.IntegrationTests.Catalog.Products;

namespace OmniCommerce.IntegrationTests.Catalog;

public sealed class SaveProductTests(CommerceFixture commerce) : IClassFixture<CommerceFixture>
{
    [Fact]
    public async Task A_saved_product_is_found_by_handle_sku_barcode_and_id()
    {
        var shirt = Of("Ocean-Shirt", "Ocean Shirt", Variant("OS-S", 5000, "Small") with { Barcode = "5012345678900" }, Variant(null, 5500, "Large"));
        var saved = await Save(shirt with { Categories = ["Shirts", "men"], Images = ["/a.svg", "/b.svg"], Description = "<p>Blue</p>" });

        var product = (await commerce.Memory().FindProductAsync(new() { Handle = "ocean-SHIRT" }, Token)).ShouldNotBeNull();
        product.Id.ShouldBe(saved.Id);
        product.Name.ShouldBe("Ocean Shirt");
        product.Description.ShouldBe("<p>Blue</p>");
        product.ImageUrl.ShouldBe("/a.svg");
        product.ImageUrls.ShouldBe(["/a.svg", "/b.svg"]);
        product.Categories.Select(category => category.Name).ShouldBe(["Shirts", "men"]);
        product.Options.ShouldHaveSingleItem().Values.ShouldBe(["Small", "Large"]);
        product.Variants.Select(variant => variant.Id).ShouldBe(saved.Variants);
        product.Variants.Select(variant => variant.Sku.Value).ShouldBe(["OS-S", "OCEAN-SHIRT-LARGE"]);

        var small = (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "os-s" }, Token)).ShouldNotBeNull();
        small.FullName.ShouldBe("Ocean Shirt, Small");
        small.ListPrice.ShouldBe(new Money(5000, Gbp));
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Barcode = "5012345678900" }, Token)).ShouldBe(small);
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Id = small.Id }, Token)).ShouldBe(small);
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "nothing" }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Saving_the_same_again_changes_nothing()
    {
        var product = Of("twice", "Twice", Variant("TW-1", 100, "S"), Variant(null, 100, "L")) with { Categories = ["Once"], Images = ["/x.svg"] };
        var first = await Save(product);
        var second = await Save(product);

        first.Changed.ShouldBeTrue();
        first.Created.ShouldBeTrue();
        second.Changed.ShouldBeFalse();
        second.Created.ShouldBeFalse();
        second.Variants.ShouldBe(first.Variants);
    }

    [Fact]
    public async Task What_was_read_before_a_save_is_read_new_after_it()
    {
        var saved = await Save(Of("reprice", "Reprice", Variant("RP", 100)));
        (await Price(saved)).ShouldBe(100);
        await Save(Of("reprice", "Reprice", Variant("RP", 120)));
        (await Price(saved)).ShouldBe(120);
    }

    [Fact]
    public async Task A_sku_or_barcode_of_another_product_is_refused_and_nothing_is_saved()
    {
        await Save(Of("owner", "Owner", Variant("TAKEN", 100) with { Barcode = "111" }));

        var refused = await commerce.Send(Of("thief", "Thief", Variant("FREE", 100, "S"), Variant("taken", 100, "M"), Variant("FREE-2", 100, "L") with { Barcode = "111" }));

        refused.Refusals.Cast<InvalidInput>().Select(refusal => string.Join('.', refusal.Path)).ShouldBe(["variants.1.sku", "variants.2.barcode"]);
        refused.Refusals[0].Message.ShouldContain("'owner'");
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "FREE" }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_variant_that_is_no_longer_listed_goes_off_sale_but_stays_known_and_comes_back_as_itself()
    {
        var both = await Save(Of("shrink", "Shrink", Variant("SH-S", 100, "S"), Variant("SH-M", 90, "M")));
        await Save(Of("shrink", "Shrink", Variant("SH-S", 100, "S")));

        var product = (await commerce.Catalog().ProductsAsync([both.Id], Token))[both.Id];
        product.Variants.ShouldHaveSingleItem().Sku.Value.ShouldBe("SH-S");
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "SH-M" }, Token)).ShouldBeNull();
        (await commerce.Catalog().VariantsAsync([both.Variants[1]], Token))[both.Variants[1]].OnSale.ShouldBeFalse();

        var again = await Save(Of("shrink", "Shrink", Variant("SH-S", 100, "S"), Variant("SH-M", 90, "M")));
        again.Variants.ShouldBe(both.Variants);
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "SH-M" }, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Unlisted_variants_stay_on_sale_where_that_is_asked_for()
    {
        await Save(Of("keep", "Keep", Variant("KP-S", 100, "S"), Variant("KP-M", 90, "M")));
        await Save(Of("keep", "Keep", Variant("KP-S", 100, "S")) with { KeepOtherVariants = true });
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "KP-M" }, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_made_sku_gives_way_to_the_retailers_and_the_variant_stays_the_same()
    {
        var made = await Save(Of("made", "Made", Variant(null, 100, "S")));
        var given = await Save(Of("made", "Made", Variant("REAL-1", 100, "S")));
        var without = await Save(Of("made", "Made", Variant(null, 100, "S")));

        given.Variants.ShouldBe(made.Variants);
        without.Changed.ShouldBeFalse();
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "real-1" }, Token))!.Id.ShouldBe(made.Variants[0]);
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "MADE-S" }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_variants_can_swap_their_barcodes()
    {
        var first = Variant("SW-1", 100, "S");
        var second = Variant("SW-2", 100, "M");
        await Save(Of("swap", "Swap", first with { Barcode = "901" }, second with { Barcode = "902" }));
        await Save(Of("swap", "Swap", first with { Barcode = "902" }, second with { Barcode = "901" }));
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Barcode = "901" }, Token))!.Sku.Value.ShouldBe("SW-2");
    }

    [Fact]
    public async Task A_product_that_is_not_published_is_shown_to_nobody_but_known_to_carts()
    {
        var saved = await Save(Of("hidden", "Hidden", Variant("HID", 100)) with { Published = false });
        (await commerce.Memory().FindProductAsync(new() { Id = saved.Id }, Token)).ShouldBeNull();
        (await commerce.Catalog().FindVariantAsync(new VariantBy { Sku = "HID" }, Token)).ShouldBeNull();
        (await commerce.List("hidden")).Edges.ShouldBeEmpty();
        (await commerce.Catalog().VariantsAsync(saved.Variants, Token)).ShouldHaveSingleItem().Value.FullName.ShouldBe("Hidden");
    }

    [Fact]
    public async Task Of_many_who_add_the_same_sku_at_once_one_wins_and_the_others_are_told_whose_it_is()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => commerce.Send(Of($"race-{i}", $"Race {i}", Variant("RACE", 100)) with { Categories = ["Racing"] })));

        results.Count(result => !result.IsRefused).ShouldBe(1);
        results.Where(result => result.IsRefused).ShouldAllBe(result => result.Refusals[0] is InvalidInput);
        (await commerce.InDatabase(db => db.Set<Category>().CountAsync(category => category.Name == "Racing", Token))).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_save_the_same_handle_at_once_one_creates_it()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => commerce.Send(Of("same", "Same", Variant("SAME", 100 + i)))));
        results.ShouldAllBe(result => !result.IsRefused);
        results.Count(result => result.Value.Created).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_save_a_product_at_once_one_has_the_last_word_in_everything()
    {
        for (var round = 0; round < 8; round++)
        {
            var handle = $"last-word-{round}";
            await Save(Of(handle, "Old", Variant(handle, 100)));
            var renamed = Of(handle, "New", Variant(handle, 100));
            var repriced = Of(handle, "Old", Variant(handle, 200));
            await Task.WhenAll(Task.Run(() => commerce.Send(renamed)), Task.Run(() => commerce.Send(repriced)));

            var product = (await commerce.Memory().FindProductAsync(new() { Handle = handle }, Token)).ShouldNotBeNull();
            (product.Name, product.Variants[0].ListPrice.MinorUnits).ShouldBeOneOf(("New", 100L), ("Old", 200L));
        }
    }

    [Theory]
    [InlineData("with space", "Name", "handle")]
    [InlineData("fine", " ", "name")]
    public async Task Bad_input_is_refused_where_it_is(string handle, string name, string field)
    {
        var refused = await commerce.Send(Of(handle, name, Variant("BAD", 100)));
        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe([field]);
    }

    [Fact]
    public async Task Twins_within_a_product_are_refused()
    {
        var refused = await commerce.Send(Of("twins", "Twins", Variant("T-1", 100, "S"), Variant("t-1", 100, "M"), Variant("T-2", -1, "S")));
        refused.Refusals.Cast<InvalidInput>().Select(refusal => string.Join('.', refusal.Path))
            .ShouldBe(["variants.2.price", "variants.1.sku", "variants.2.options"], ignoreOrder: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<SavedProduct> Save(SaveProduct product) => (await commerce.Send(product)).Value;

    private async Task<long> Price(SavedProduct saved) => (await commerce.Catalog().VariantsAsync(saved.Variants, Token))[saved.Variants[0]].ListPrice.MinorUnits;
}
