using System.Text.Json.Serialization;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.Benchmarks.EngineServer;

internal sealed record Money(double Amount, string Currency);

internal sealed record Variant([property: GraphQLType("ID!")] string Id, string Sku, int Stock);

internal sealed record Category([property: GraphQLType("ID!")] string Id, string Name);

internal sealed record Product(
    [property: GraphQLType("ID!")] string Id,
    string Sku,
    string Name,
    string Description,
    Money Price,
    IReadOnlyList<Variant> Variants,
    [property: GraphQLIgnore, JsonIgnore] int CategoryNumber);

internal sealed record CartLine(string Sku, int Quantity);

/// <summary>A thousand products of three variants in twenty categories, in memory: what the other engines of the comparison serve.</summary>
internal static class Goods
{
    private const int CategoryCount = 20;

    public static readonly Category[] Categories = [.. Enumerable.Range(1, CategoryCount).Select(i => new Category($"c{i}", $"Category {i}"))];

    public static readonly Product[] Products = [.. Enumerable.Range(1, 1000).Select(i => new Product(
        $"p{i}",
        $"SKU-{i:D5}",
        $"Product {i} with a realistic name",
        $"Description of product {i}: a sturdy thing made of steel & oak, \"hand finished\", which ships in two days.",
        new Money((1000 + (i * 7)) / 100.0, "EUR"),
        [.. Enumerable.Range(1, 3).Select(v => new Variant($"p{i}v{v}", $"SKU-{i:D5}-{v}", ((i * 13) + (v * 7)) % 250))],
        (i - 1) % CategoryCount))];
}

/// <summary>The carts of the process.</summary>
internal sealed class Carts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CartLine[]> _carts = [];

    public CartLine[] Add(string cartId, string sku, int quantity)
    {
        lock (_gate)
        {
            var lines = _carts.GetValueOrDefault(cartId, []);
            var index = Array.FindIndex(lines, line => line.Sku == sku);
            lines = index < 0
                ? [.. lines, new CartLine(sku, quantity)]
                : [.. lines[..index], lines[index] with { Quantity = lines[index].Quantity + quantity }, .. lines[(index + 1)..]];
            return _carts[cartId] = lines;
        }
    }
}
