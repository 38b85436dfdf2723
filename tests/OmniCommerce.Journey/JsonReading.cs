using System.Globalization;
using System.Text.Json;

namespace OmniCommerce.Journey;

/// <summary>Reads answers by path, so that a step reads as what it wants to know.</summary>
internal static class JsonReading
{
    /// <summary>The element at a path of names and indexes: <c>cart.lines.0.id</c>.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var part in path.Split('.'))
        {
            element = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? element[index]
                : element.GetProperty(part);
        }

        return element;
    }

    public static string Text(this JsonElement element, string path) => element.At(path).GetString()!;

    public static int Number(this JsonElement element, string path) => element.At(path).GetInt32();

    public static decimal Amount(this JsonElement element, string path) =>
        decimal.Parse(element.At(path).GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);

    /// <summary>The amount as the API takes it.</summary>
    public static object Money(decimal amount) => new { amount = amount.ToString("0.00", CultureInfo.InvariantCulture), currency = "GBP" };
}
