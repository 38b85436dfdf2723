using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.Benchmarks.EngineServer;

[QueryType]
internal static class Queries
{
    public static Product[] Products(int first) => Goods.Products[..Math.Min(first, Goods.Products.Length)];

    public static int Watchers(StockWatch watch) => watch.Count;
}

[ObjectType<Product>]
internal static class ProductType
{
    public static ValueTask<Category?> Category([Parent] Product product, CategoryLoader categories, CancellationToken cancellationToken) =>
        categories.LoadAsync(product.CategoryNumber, cancellationToken);
}

internal sealed class CategoryLoader : DataLoader<int, Category>
{
    protected override Task<IReadOnlyDictionary<int, Category>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, Category>>(keys.ToDictionary(key => key, key => Goods.Categories[key]));
}

internal sealed record AddItemInput([GraphQLType("ID!")] string CartId, string Sku, int Quantity);

[Payload]
internal sealed record AddItemPayload([property: GraphQLType("ID!")] string Id, int TotalQuantity, IReadOnlyList<CartLine> Lines);

internal sealed record ChangeStockInput(string Sku, int Stock);

[Payload]
internal sealed record ChangeStockPayload(Variant? Variant);

[SubscriptionType]
internal static class Subscriptions
{
    public static IAsyncEnumerable<Variant> StockChanged(StockWatch watch, CancellationToken cancellationToken) => watch.ListenAsync(cancellationToken);
}

[MutationType]
internal static class Mutations
{
    public static AddItemPayload AddItem(AddItemInput input, Carts carts)
    {
        var lines = carts.Add(input.CartId, input.Sku, input.Quantity);
        return new AddItemPayload(input.CartId, lines.Sum(line => line.Quantity), lines);
    }

    public static ChangeStockPayload ChangeStock(ChangeStockInput input, StockWatch watch)
    {
        var variant = new Variant(input.Sku, input.Sku, input.Stock);
        watch.Tell(variant);
        return new ChangeStockPayload(variant);
    }
}
