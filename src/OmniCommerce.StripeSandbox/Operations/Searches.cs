using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.StripeSandbox.Http;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Search by Stripe's query language: <c>status:'succeeded' AND metadata['order_id']:'6735'</c>.</summary>
internal static partial class Searches
{
    private static readonly Dictionary<string, string[]> Searchable = new(StringComparer.Ordinal)
    {
        [PaymentIntents.Kind] = ["amount", "created", "currency", "customer", "metadata", "status"],
        [Customers.Kind] = ["created", "email", "metadata", "name", "phone"],
    };

    public static async Task<Outcome> PageAsync(Call call, string kind)
    {
        var query = call.Parameters.Text("query") ?? throw StripeError.Invalid("query", "Missing required param: query.", "parameter_missing");
        var (clauses, any) = Parse(query);
        if (clauses.Find(clause => !Searchable[kind].Contains(clause.Field) || (clause.Field == "metadata") == clause.Key is null) is { } wrong)
            throw StripeError.Invalid("query", $"Field `{wrong.Field}` is an unsupported search field for resource `{kind}s`.");
        var rows = call.Work.Objects.Where(row => row.Kind == kind);

        // The database leaves out what cannot fit; what fits is decided here.
        foreach (var text in any ? [] : clauses.Where(clause => clause is { Not: false, Operator: ":" or "~" } && IsPlain(clause.Value)).Select(clause => clause.Value))
            rows = rows.Where(row => row.Json.Contains(text));
        var found = await rows.OrderByDescending(row => row.Sequence).Select(row => row.Json).ToListAsync(call.Work.Cancellation);
        var fitting = found.Where(json => JsonElement.Parse(json) is var value && (any ? clauses.Exists(c => c.Fits(value)) : clauses.TrueForAll(c => c.Fits(value)))).ToList();

        var limit = Lists.LimitOf(call.Parameters);
        if (!int.TryParse(call.Parameters.Text("page") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            throw StripeError.Invalid("page", "This is not the next_page of a search.");
        var hasMore = start + limit < fitting.Count;
        var list = Lists.Write("search_result", [.. fitting.Skip(start).Take(limit)], hasMore, call.Path);
        return Outcome.Of(list[..^1] + (hasMore ? $",\"next_page\":\"{start + limit}\"}}" : ",\"next_page\":null}"));
    }

    private static (List<Clause> Clauses, bool Any) Parse(string query)
    {
        var clauses = new List<Clause>();
        string? joined = null;
        var at = 0;
        while (true)
        {
            var match = ClausePattern().Match(query, at);
            if (!match.Success)
                throw StripeError.Invalid("query", $"We were unable to parse your search query, from: {query[at..]}");
            clauses.Add(new Clause(
                match.Groups["not"].Success,
                match.Groups["field"].Value,
                match.Groups["key"].Success ? Unescape(match.Groups["key"].Value) : null,
                match.Groups["op"].Value,
                Unescape(match.Groups["text"].Success ? match.Groups["text"].Value : match.Groups["number"].Value)));
            at = match.Index + match.Length;
            if (at == query.Length)
                return (clauses, joined == "OR");
            var join = JoinPattern().Match(query, at);
            var word = join.Groups[1].Value.ToUpperInvariant();
            if (!join.Success || (joined is not null && joined != word))
                throw StripeError.Invalid("query", "Join all clauses of a search query by AND, or all by OR.");
            joined = word;
            at = join.Index + join.Length;
        }
    }

    private static string Unescape(string text) => text.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);

    // Written in JSON as it is here, whatever its case.
    private static bool IsPlain(string text) => text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'z' or '_' or '-');

    [GeneratedRegex("""\G\s*(?<not>-)?(?<field>[a-z_]+)(\[["'](?<key>[^\]]+)["']\])?\s*(?<op>>=|<=|[:~><])\s*("(?<text>([^"\\]|\\.)*)"|'(?<text>([^'\\]|\\.)*)'|(?<number>-?\d+|null))\s*""", RegexOptions.IgnoreCase)]
    private static partial Regex ClausePattern();

    [GeneratedRegex("""\G(AND|OR)\s+""", RegexOptions.IgnoreCase)]
    private static partial Regex JoinPattern();

    private sealed record Clause(bool Not, string Field, string? Key, string Operator, string Value)
    {
        public bool Fits(JsonElement value)
        {
            var known = value.TryGetProperty(Field, out var field) && (Key is null || (field.ValueKind == JsonValueKind.Object && field.TryGetProperty(Key, out field)));
            return (known && field.ValueKind != JsonValueKind.Null ? Compare(field) : Value == "null") != Not;
        }

        private bool Compare(JsonElement field)
        {
            var text = field.ValueKind == JsonValueKind.String ? field.GetString()! : field.GetRawText();
            var order = long.TryParse(text, out var one) && long.TryParse(Value, out var other) ? one.CompareTo(other) : string.CompareOrdinal(text, Value);
            return Operator switch
            {
                ":" => string.Equals(text, Value, StringComparison.OrdinalIgnoreCase),
                "~" => text.Contains(Value, StringComparison.OrdinalIgnoreCase),
                ">" => order > 0,
                ">=" => order >= 0,
                "<" => order < 0,
                _ => order <= 0,
            };
        }
    }
}
