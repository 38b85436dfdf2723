using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Domain;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Catalog.Features;

/// <summary>Lists and searches products, page by page. A page that somebody asked for since the catalogue changed is handed out as it is.</summary>
internal sealed class ListProducts(CatalogMemory memory, IDbContextFactory<CommerceDbContext> contexts)
{
    private const int MaxSearch = 200;

    /// <exception cref="GraphQLException">The search is too long, or a cursor is none of this list.</exception>
    public ValueTask<Connection<CatalogProduct>> PageAsync(ProductListing listing, CancellationToken cancellationToken) =>
        memory.TryLists(out var lists) && lists.Pages.TryGet(listing, out var page)
            ? new ValueTask<Connection<CatalogProduct>>(page)
            : new ValueTask<Connection<CatalogProduct>>(ReadAsync(listing, cancellationToken));

    /// <summary>All categories, by name.</summary>
    public async ValueTask<IReadOnlyList<CatalogCategory>> CategoriesAsync(CancellationToken cancellationToken)
    {
        var lists = await memory.ListsAsync(cancellationToken);
        if (lists.Categories is { } known)
            return known;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var categories = await db.Set<Category>().AsNoTracking().OrderBy(category => category.NormalizedName)
            .Select(category => new CatalogCategory(category.Id, category.Name)).ToListAsync(cancellationToken);
        return lists.Categories = categories;
    }

    private async Task<Connection<CatalogProduct>> ReadAsync(ProductListing listing, CancellationToken cancellationToken)
    {
        var lists = await memory.ListsAsync(cancellationToken);
        if (lists.Pages.TryGet(listing, out var known))
            return known;
        var words = WordsOf(listing.Filter.Search);
        var sort = listing.Sort is ProductSort.Relevance && words.Length == 0 ? ProductOrder.Added : ProductOrder.Of(listing.Sort);
        var (_, backward, after, before) = listing.Page;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = sort.Rows(Matching(db, listing.Filter, words), words);
        if (after is not null)
            rows = sort.Beyond(rows, sort.Read(after), backward: false);
        if (before is not null)
            rows = sort.Beyond(rows, sort.Read(before), backward: true);
        var found = await sort.Sorted(rows, backward)
            .Select(row => new ProductPlace(row.Product.Id, row.Product.Number, row.Key, row.Text))
            .Take(listing.Page.Size + 1).ToListAsync(cancellationToken);

        var more = found.Count > listing.Page.Size;
        if (more)
            found.RemoveAt(found.Count - 1);
        if (backward)
            found.Reverse();
        var products = await memory.ProductsAsync(found.ConvertAll(place => place.Id), cancellationToken);
        Edge<CatalogProduct>[] edges = [.. found.Where(place => products.ContainsKey(place.Id)).Select(place => new Edge<CatalogProduct>(sort.Write(place), products[place.Id]))];
        var info = new PageInfo(
            HasNextPage: backward ? before is not null : more,
            HasPreviousPage: backward ? more : after is not null,
            edges.Length > 0 ? edges[0].Cursor : null,
            edges.Length > 0 ? edges[^1].Cursor : null);
        var page = new Connection<CatalogProduct>(edges, info, token => CountAsync(lists, listing.Filter, token));
        lists.Pages.Set(listing, page);
        return page;
    }

    private async ValueTask<int> CountAsync(CatalogLists lists, ProductFilter filter, CancellationToken cancellationToken)
    {
        if (lists.Counts.TryGet(filter, out var known))
            return known;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var count = await Matching(db, filter, WordsOf(filter.Search)).CountAsync(cancellationToken);
        lists.Counts.Set(filter, count);
        return count;
    }

    private static string[] WordsOf(string search)
    {
        if (search.Length > MaxSearch)
            throw PageRequest.BadInput($"'search' has {search.Length} characters; it may have {MaxSearch}.");
        var words = SearchText.Words(search);
        return words.Length <= SearchText.MaxWords ? words : throw PageRequest.BadInput($"'search' has {words.Length} words; it may have {SearchText.MaxWords}.");
    }

    private static IQueryable<Product> Matching(CommerceDbContext db, ProductFilter filter, string[] words)
    {
        var products = db.Set<Product>().AsNoTracking().Where(product => product.Published);
        if (filter.Category is { } category)
            products = products.Where(product => product.Categories.Any(link => link.CategoryId == category));
        foreach (var word in words)
        {
            var containing = SearchText.Containing(word);
            products = products.Where(product =>
                EF.Functions.Like(product.SearchName, containing, "\\")
                || EF.Functions.Like(product.SearchCodes, containing, "\\")
                || EF.Functions.Like(product.SearchCategories, containing, "\\")
                || EF.Functions.Like(product.SearchDescription, containing, "\\"));
        }

        return products;
    }
}
