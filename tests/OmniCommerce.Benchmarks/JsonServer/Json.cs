using System.Text.Json.Serialization;
using OmniCommerce.Benchmarks.EngineServer;

namespace OmniCommerce.Benchmarks.JsonServer;

internal sealed record Request(string Query, Variables? Variables);

internal sealed record Variables(CartInput I);

internal sealed record CartInput(string CartId, string Sku, int Quantity);

internal sealed record Response<T>(T Data);

internal sealed record TypeData([property: JsonPropertyName("__typename")] string TypeName);

internal sealed record ProductData(Product[] Products);

internal sealed record CategoryData(ProductInCategory[] Products);

internal sealed record ProductInCategory(
    string Id, string Sku, string Name, string Description, Money Price, IReadOnlyList<Variant> Variants, Category Category);

internal sealed record CartData(Cart AddItem);

internal sealed record Cart(string Id, int TotalQuantity, IReadOnlyList<CartLine> Lines);

[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Response<TypeData>))]
[JsonSerializable(typeof(Response<ProductData>))]
[JsonSerializable(typeof(Response<CategoryData>))]
[JsonSerializable(typeof(Response<CartData>))]
internal sealed partial class Json : JsonSerializerContext;
