using System.Globalization;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>
/// A form body or query as the tree its keys spell: <c>a[b][0]=x</c>. Lists are fields named by their indexes. Spaces come as <c>%20</c> or
/// <c>+</c>, brackets plain or as <c>%5B</c>.
/// </summary>
internal sealed class FormValue
{
    private const int MaxFields = 2000;
    private const int MaxDepth = 12;

    /// <summary>The text; null when there are fields.</summary>
    public string? Text { get; private set; }

    /// <summary>The fields by name, in the order they came; null when there is text.</summary>
    public Dictionary<string, FormValue>? Fields { get; private set; }

    /// <summary>The decoded pairs, sorted: two forms that say the same have the same.</summary>
    public required IReadOnlyList<string> Canonical { get; init; }

    public static FormValue Parse(string form)
    {
        var pairs = new List<string>();
        var root = new FormValue { Canonical = pairs, Fields = [] };
        foreach (var range in form.AsSpan().Split('&'))
        {
            var pair = form.AsSpan()[range];
            if (pair.IsEmpty)
                continue;
            if (pairs.Count == MaxFields)
                throw StripeError.Invalid(null, $"A request has at most {MaxFields} parameters.");
            var equals = pair.IndexOf('=');
            var key = Decode(equals < 0 ? pair : pair[..equals]);
            var text = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            pairs.Add($"{key}={text}");
            root.Place(key, text);
        }

        pairs.Sort(StringComparer.Ordinal);
        return root;
    }

    private void Place(string key, string text)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        var at = Field(open < 0 ? key : key[..open], key);
        var depth = 1;
        while (open >= 0)
        {
            var close = key.IndexOf(']', open);
            var name = close < 0 ? "" : key[(open + 1)..close];
            var ends = close + 1 == key.Length;
            if (close < 0 || ++depth > MaxDepth || name.Contains('[', StringComparison.Ordinal) || (!ends && key[close + 1] != '['))
                throw StripeError.Invalid(key, $"Invalid parameter name: {key}");
            at = at.Field(name.Length > 0 ? name : (at.Fields?.Count ?? 0).ToString(CultureInfo.InvariantCulture), key);
            open = ends ? -1 : close + 1;
        }

        if (at.Fields is not null || at.Text is not null)
            throw StripeError.Invalid(key, $"The parameter {key} was given twice.");
        at.Text = text;
    }

    private FormValue Field(string name, string key)
    {
        if (Text is not null)
            throw StripeError.Invalid(key, $"The parameter {key} was given twice.");
        Fields ??= [];
        if (!Fields.TryGetValue(name, out var field))
            Fields.Add(name, field = new FormValue { Canonical = [] });
        return field;
    }

    private static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0)
            return text.ToString();
        return Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
    }
}
