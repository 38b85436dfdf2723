using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Pages of objects, the newest first.</summary>
internal static class Lists
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    /// <summary>The page that the parameters <c>limit</c>, <c>starting_after</c>, <c>ending_before</c>, <c>created</c> and <c>customer</c> ask for.</summary>
    /// <param name="call">The call.</param>
    /// <param name="kind">Of these objects.</param>
    /// <param name="parent">Only those that are a part of it.</param>
    /// <param name="customer">Only those of this customer; by default of the one in the parameters.</param>
    /// <param name="also">Only those whose JSON is so.</param>
    public static async Task<Outcome> PageAsync(Call call, string kind, string? parent = null, string? customer = null, Func<JsonElement, bool>? also = null)
    {
        var rows = call.Work.Objects.Where(row => row.Kind == kind);
        customer ??= call.Parameters.Has("customer") ? call.Parameters.Text("customer") : null;
        if (customer is not null)
            rows = rows.Where(row => row.Customer == customer);
        if (parent is not null)
            rows = rows.Where(row => row.Parent == parent);
        return await PageAsync(call, kind, rows.Select(row => new Row { Sequence = row.Sequence, Json = row.Json }), also);
    }

    public static async Task<Outcome> PageAsync(Call call, string kind, IQueryable<Row> rows, Func<JsonElement, bool>? also)
    {
        var limit = LimitOf(call.Parameters);
        var before = call.Parameters.Text("ending_before");
        var after = call.Parameters.Text("starting_after");
        if (before is not null && after is not null)
            throw StripeError.Invalid(null, "Give either starting_after or ending_before, not both.", "parameters_exclusive");
        (rows, also) = CreatedIn(call.Parameters, rows, also);
        var found = before is not null
            ? await FindAsync(call, rows, await CursorAsync(call, kind, before, "ending_before"), upwards: true, limit + 1, also)
            : await FindAsync(call, rows, after is null ? long.MaxValue : await CursorAsync(call, kind, after, "starting_after"), upwards: false, limit + 1, also);
        var hasMore = found.Count > limit;
        var page = found.Take(limit).Select(row => row.Json).ToList();
        if (before is not null)
            page.Reverse();
        return Outcome.Of(Write("list", page, hasMore, call.Path));
    }

    /// <summary>Whether these fields of the JSON are as the parameters of the same names say, where they are given.</summary>
    public static Func<JsonElement, bool>? FieldsEqual(Parameters parameters, params string[] names)
    {
        var wanted = names.Where(name => parameters.Text(name) is not null).Select(name => (Name: name, Value: parameters.Text(name)!)).ToList();
        return wanted.Count == 0
            ? null
            : json => wanted.TrueForAll(field => json.TryGetProperty(field.Name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(field.Value));
    }

    /// <summary>The object in the path, or what is left of it.</summary>
    public static async Task<Outcome> RetrieveOrDeletedAsync(Call call, string kind) =>
        await call.Work.JsonAsync(call.Id) is { } found && (found.Kind == kind || found.Kind == SandboxObject.Deleted + kind)
            ? Outcome.Of(found.Json)
            : throw StripeError.Missing(kind, call.Id, "id");

    public static int LimitOf(Parameters parameters)
    {
        var limit = parameters.Long("limit") ?? DefaultLimit;
        return limit is >= 1 and <= MaxLimit
            ? (int)limit
            : throw StripeError.Invalid("limit", $"Invalid integer: limit must be between 1 and {MaxLimit}.", "parameter_invalid_integer");
    }

    public static string Write(string kind, IReadOnlyList<string> page, bool hasMore, string url)
    {
        var json = new StringBuilder($$"""{"object":"{{kind}}","data":[""");
        json.AppendJoin(',', page);
        return json.Append($$"""],"has_more":{{(hasMore ? "true" : "false")}},"url":"{{JsonEncodedText.Encode(url)}}"}""").ToString();
    }

    private static async Task<List<Row>> FindAsync(Call call, IQueryable<Row> rows, long cursor, bool upwards, int count, Func<JsonElement, bool>? also)
    {
        var found = new List<Row>();
        while (true)
        {
            var from = cursor;
            var next = upwards
                ? rows.Where(row => row.Sequence > from).OrderBy(row => row.Sequence)
                : rows.Where(row => row.Sequence < from).OrderByDescending(row => row.Sequence);
            var batch = also is null ? count : MaxLimit;
            var read = await next.Take(batch).ToListAsync(call.Work.Cancellation);
            found.AddRange(read.Where(row => also is null || also(JsonElement.Parse(row.Json))));
            if (found.Count >= count || read.Count < batch)
                return found.Count > count ? found[..count] : found;
            cursor = read[^1].Sequence;
        }
    }

    private static async Task<long> CursorAsync(Call call, string kind, string id, string param)
    {
        var sequence = kind == Events.Kind
            ? await call.Work.Events.Where(happened => happened.Id == id).Select(happened => (long?)happened.Sequence).FirstOrDefaultAsync(call.Work.Cancellation)
            : await call.Work.Objects.Where(row => row.Id == id && row.Kind == kind).Select(row => (long?)row.Sequence).FirstOrDefaultAsync(call.Work.Cancellation);
        return sequence ?? throw StripeError.Missing(kind, id, param);
    }

    // When something was made, it says itself; its place in the order is given to it a moment later.
    private static (IQueryable<Row> Rows, Func<JsonElement, bool>? Also) CreatedIn(Parameters parameters, IQueryable<Row> rows, Func<JsonElement, bool>? also)
    {
        const long second = 1_000_000;
        const long last = (long.MaxValue / second) - 100;
        const long moment = 60;
        if (!parameters.Has("created"))
            return (rows, also);

        static long Near(long time) => Math.Clamp(time, -1, last);
        var at = parameters.Long("created");
        var range = parameters.Fields("created");
        var from = Math.Max(Near(at ?? range?.Long("gte") ?? 0), Near(range?.Long("gt") ?? -1) + 1);
        var to = Math.Min(Near(at ?? range?.Long("lte") ?? last) + 1, Near(range?.Long("lt") ?? last));
        var (first, end) = (from * second, (to + moment) * second);
        return (
            rows.Where(row => row.Sequence >= first && row.Sequence < end),
            json => json.GetProperty("created").GetInt64() is var created && created >= from && created < to && also?.Invoke(json) != false);
    }

    /// <summary>A row of a list.</summary>
    internal sealed class Row
    {
        public required long Sequence { get; init; }

        public required string Json { get; init; }
    }
}
