using System.Text.Encodings.Web;
using System.Text.Json;
using OmniCommerce.Benchmarks.EngineServer;
using OmniCommerce.Benchmarks.JsonServer;

// What one would write by hand for exactly these four requests: the measure of the engine's speed. It understands no GraphQL.
var json = new Json(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
var carts = new Carts();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
app.MapPost("/graphql", async (HttpContext http) =>
{
    var request = (await JsonSerializer.DeserializeAsync(http.Request.Body, json.Request, http.RequestAborted))!;
    http.Response.ContentType = "application/json; charset=utf-8";
    var body = http.Response.BodyWriter;
    if (request.Query.StartsWith("mutation", StringComparison.Ordinal))
    {
        var input = request.Variables!.I;
        var lines = carts.Add(input.CartId, input.Sku, input.Quantity);
        var cart = new Cart(input.CartId, lines.Sum(line => line.Quantity), lines);
        await JsonSerializer.SerializeAsync(body, new Response<CartData>(new CartData(cart)), json.ResponseCartData, http.RequestAborted);
    }
    else if (request.Query.Contains("category", StringComparison.Ordinal))
    {
        var products = Goods.Products[..20].Select(product => new ProductInCategory(
            product.Id, product.Sku, product.Name, product.Description, product.Price, product.Variants, Goods.Categories[product.CategoryNumber]));
        await JsonSerializer.SerializeAsync(body, new Response<CategoryData>(new CategoryData([.. products])), json.ResponseCategoryData, http.RequestAborted);
    }
    else if (request.Query.Contains("products", StringComparison.Ordinal))
    {
        await JsonSerializer.SerializeAsync(body, new Response<ProductData>(new ProductData(Goods.Products[..20])), json.ResponseProductData, http.RequestAborted);
    }
    else
    {
        await JsonSerializer.SerializeAsync(body, new Response<TypeData>(new TypeData("Query")), json.ResponseTypeData, http.RequestAborted);
    }
});
app.Run();
