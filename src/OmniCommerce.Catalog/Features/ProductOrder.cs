using OmniCommerce.Catalog.Contracts;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;

namespace OmniCommerce.Catalog.Features;

/// <summary>A product and what it is ordered by.</summary>
internal sealed class ProductRow
{
    public required Product Product { get; init; }

    public long Key { get; init; }

    public string Text { get; init; } = "";
}

/// <summary>Where a product stands in a list: what a cursor says.</summary>
internal sealed record ProductPlace(ProductId Id, long Number, long Key, string Text);

/// <summary>
/// One order of a list of products: by a number or a text, and, where that is equal, by the number in which products came. A page continues
/// behind a place, so that it stays right when products before it come or go.
/// </summary>
/// <param name="Tag">Marks the order's cursors.</param>
/// <param name="ByText">Whether it goes by a text.</param>
/// <param name="Descending">Whether the highest come first.</param>
internal sealed record ProductOrder(char Tag, bool ByText, bool Descending)
{
    private const int NumbersLength = 1 + (2 * sizeof(long));

    /// <summary>As they were added.</summary>
    public static ProductOrder Added { get; } = new('A', ByText: false, Descending: false);

    public static ProductOrder Of(ProductSort sort) => sort switch
    {
        ProductSort.Name => new ProductOrder('N', ByText: true, Descending: false),
        ProductSort.PriceAsc => new ProductOrder('P', ByText: false, Descending: false),
        ProductSort.PriceDesc => new ProductOrder('p', ByText: false, Descending: true),
        ProductSort.Newest => new ProductOrder('W', ByText: false, Descending: true),
        _ => new ProductOrder('R', ByText: false, Descending: false),
    };

    public IQueryable<ProductRow> Rows(IQueryable<Product> products, string[] words) => Tag switch
    {
        'N' => products.Select(product => new ProductRow { Product = product, Text = product.SearchName }),
        'P' or 'p' => products.Select(product => new ProductRow { Product = product, Key = product.LowestPrice }),
        'R' => Ranked(products, words),
        _ => products.Select(product => new ProductRow { Product = product, Key = product.Number }),
    };

    public IQueryable<ProductRow> Sorted(IQueryable<ProductRow> rows, bool backward)
    {
        var down = Descending != backward;
        if (ByText)
            return down ? rows.OrderByDescending(row => row.Text).ThenByDescending(row => row.Product.Number) : rows.OrderBy(row => row.Text).ThenBy(row => row.Product.Number);
        return down ? rows.OrderByDescending(row => row.Key).ThenByDescending(row => row.Product.Number) : rows.OrderBy(row => row.Key).ThenBy(row => row.Product.Number);
    }

    /// <summary>What comes after the place, or, backward, before it.</summary>
    public IQueryable<ProductRow> Beyond(IQueryable<ProductRow> rows, ProductPlace place, bool backward)
    {
        var (_, number, key, text) = place;
        return rows.Where((ByText, Descending != backward) switch
        {
            (true, true) => (Expression<Func<ProductRow, bool>>)(row => string.Compare(row.Text, text) < 0 || (row.Text == text && row.Product.Number < number)),
            (true, false) => row => string.Compare(row.Text, text) > 0 || (row.Text == text && row.Product.Number > number),
            (false, true) => row => row.Key < key || (row.Key == key && row.Product.Number < number),
            (false, false) => row => row.Key > key || (row.Key == key && row.Product.Number > number),
        });
    }

    public string Write(ProductPlace place)
    {
        var bytes = new byte[NumbersLength + Encoding.UTF8.GetByteCount(place.Text)];
        bytes[0] = (byte)Tag;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), place.Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + sizeof(long)), place.Key);
        Encoding.UTF8.GetBytes(place.Text, bytes.AsSpan(NumbersLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="OmniCommerce.GraphQL.Authoring.GraphQLException">The cursor is none of this order's.</exception>
    public ProductPlace Read(string cursor)
    {
        if (!Base64Url.IsValid(cursor, out var length) || length < NumbersLength)
            throw PageRequest.UnknownCursor(cursor);
        var bytes = Base64Url.DecodeFromChars(cursor).AsSpan();
        if (bytes[0] != Tag)
            throw PageRequest.UnknownCursor(cursor);
        return new ProductPlace(
            default,
            BinaryPrimitives.ReadInt64BigEndian(bytes[1..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[(1 + sizeof(long))..]),
            Encoding.UTF8.GetString(bytes[NumbersLength..]));
    }

    // Each word counts by the best place where it is found: nothing for the name, more for the others.
    private static IQueryable<ProductRow> Ranked(IQueryable<Product> products, string[] words)
    {
        var rows = products.Select(product => new ProductRow { Product = product, Key = 0 });
        foreach (var word in words)
        {
            var containing = SearchText.Containing(word);
            rows = rows.Select(row => new ProductRow
            {
                Product = row.Product,
                Key = row.Key + (EF.Functions.Like(row.Product.SearchName, containing, "\\") ? 0
                    : EF.Functions.Like(row.Product.SearchCodes, containing, "\\") ? 1
                    : EF.Functions.Like(row.Product.SearchCategories, containing, "\\") ? 2 : 3),
            });
        }

        return rows;
    }
}
