using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OmniCommerce.Stripe.Http;

/// <summary>
/// Writes a request's parameters as Stripe reads them: <c>shipping[address][line1]=1&amp;expand[0]=a</c>. What is null is left out; a null value
/// in a map and an empty list are sent as empty texts, which is how Stripe is told to clear them.
/// </summary>
internal static class FormEncoder
{
    public static string Encode<TRequest>(TRequest request, JsonTypeInfo<TRequest> type, Func<string, string> nameOf)
    {
        using var document = JsonSerializer.SerializeToDocument(request, type);
        var form = new StringBuilder();
        foreach (var parameter in document.RootElement.EnumerateObject())
            Append(form, Escape(nameOf(parameter.Name)), parameter.Value);
        return form.ToString();
    }

    private static void Append(StringBuilder form, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Append(form, $"{name}[{Escape(member.Name)}]", member.Value);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (var (index, element) in value.EnumerateArray().Index())
                    Append(form, $"{name}[{index.ToString(CultureInfo.InvariantCulture)}]", element);
                break;
            default:
                form.Append(form.Length == 0 ? "" : "&").Append(name).Append('=').Append(Escape(TextOf(value)));
                break;
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Array => "",
        _ => value.GetRawText(),
    };

    // Brackets stay as they are, as in Stripe's own clients.
    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
