using System.Globalization;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.GraphQL;

/// <summary>Teaches the GraphQL engine what every capability's types are made of: ids, money, refusals.</summary>
public static class CommerceSchema
{
    /// <summary>Adds the shared scalars, the global ids, the error interface and the capabilities' types.</summary>
    public static ISchemaBuilder AddCommerce(this ISchemaBuilder schema, IEnumerable<Capability> capabilities)
    {
        AddScalars(schema);
        AddIds(schema);
        schema.AddErrorInterface<Refusal>("Error");
        schema.InvalidIdError((id, expected) => new NotFound(id, expected));
        schema.AddResultType(typeof(Result<>), RefusalsOf, ValueOf);
        schema.AddTypes(typeof(CommerceSchema).Assembly);
        foreach (var capability in capabilities)
            schema.AddTypes(capability.Assembly);
        return schema;
    }

    private static IReadOnlyList<object> RefusalsOf(object result) => ((IResult)result).Refusals;

    private static object? ValueOf(object result) => ((IResult)result).BoxedValue;

    private static void AddScalars(ISchemaBuilder schema)
    {
        schema.AddScalar(new ScalarDefinition<decimal>
        {
            Name = "Decimal",
            Description = "An exact decimal number, written as a string; money carries exactly its currency's digits: \"19.90\", \"1990\" for JPY.",
            Parse = (string text, out decimal value) => decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value),
            Format = value => value.ToString(CultureInfo.InvariantCulture),
            Expected = "an exact decimal number in a string, such as \"19.90\"",
        });
        schema.AddScalar(new ScalarDefinition<Currency>
        {
            Name = "CurrencyCode",
            Description = "An ISO 4217 code: \"GBP\".",
            Parse = Currency.TryParse,
            Format = currency => currency.Code,
            Expected = "an ISO 4217 code such as \"GBP\"",
        });
        schema.AddScalar(new ScalarDefinition<Sku>
        {
            Name = "Sku",
            Description = "The retailer's own code for a variant.",
            Parse = Sku.TryParse,
            Format = sku => sku.Value,
            Expected = "1 to 64 characters",
        });
    }

    private static void AddIds(ISchemaBuilder schema)
    {
        schema.AddId("Session", (SessionId id) => id.Value, SessionId.From);
        schema.AddId("SessionDevice", (DeviceId id) => id.Value, DeviceId.From);
        schema.AddId("Customer", (CustomerId id) => id.Value, CustomerId.From);
        schema.AddId("Product", (ProductId id) => id.Value, ProductId.From);
        schema.AddId("Variant", (VariantId id) => id.Value, VariantId.From);
        schema.AddId("Category", (CategoryId id) => id.Value, CategoryId.From);
        schema.AddId("Location", (LocationId id) => id.Value, LocationId.From);
        schema.AddId("Cart", (CartId id) => id.Value, CartId.From);
        schema.AddId("CartLine", (CartLineId id) => id.Value, CartLineId.From);
        schema.AddId("Order", (OrderId id) => id.Value, OrderId.From);
        schema.AddId("OrderLine", (OrderLineId id) => id.Value, OrderLineId.From);
        schema.AddId("Fulfilment", (FulfilmentId id) => id.Value, FulfilmentId.From);
        schema.AddId("StockTransfer", (TransferId id) => id.Value, TransferId.From);
        schema.AddId("StockCount", (StockCountId id) => id.Value, StockCountId.From);
        schema.AddId("Reader", (ReaderId id) => id.Value, ReaderId.From);
        schema.AddId("LoyaltyAccount", (LoyaltyAccountId id) => id.Value, LoyaltyAccountId.From);
    }
}
