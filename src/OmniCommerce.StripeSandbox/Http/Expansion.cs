using System.Text.Json;
using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>Puts objects where their ids are, as <c>expand</c> asks: <c>latest_charge.balance_transaction</c>.</summary>
internal static class Expansion
{
    private const int MaxDepth = 4;

    public static async Task<string> ExpandAsync(string json, IReadOnlyList<string> paths, Work work)
    {
        var root = JsonNode.Parse(json)!;
        foreach (var path in paths)
        {
            var names = path.Split('.');
            if (names.Length - (names[0] == "data" ? 1 : 0) > MaxDepth)
                throw StripeError.Invalid("expand", $"You cannot expand more than {MaxDepth} levels of a property. Property: {path}");
            await ExpandAsync(root, null, names, path, work);
        }

        return root.ToJsonString(Objects.StripeJson.Wire.Options);
    }

    private static async Task ExpandAsync(JsonNode at, JsonElement? described, ReadOnlyMemory<string> names, string path, Work work)
    {
        if (at is JsonArray items)
        {
            foreach (var item in items)
                await ExpandAsync(item!, null, names, path, work);
            return;
        }

        var name = names.Span[0];
        if (at is not JsonObject owner || !owner.TryGetPropertyValue(name, out var value))
            throw CannotExpand(name, path);
        var kind = owner["object"]?.GetValue<string>();
        var property = (kind is null ? described : StripeContract.Instance.ObjectsOf(kind)) is { } schema ? StripeContract.Instance.Property(schema, name) : null;
        if (property is { IsExpandable: true } && value is JsonValue id)
            owner[name] = value = JsonNode.Parse((await work.JsonAsync(id.GetValue<string>()) ?? throw CannotExpand(name, path)).Json);
        else if (name == "refunds" && kind == Charges.Kind)
            owner[name] = value = await RefundsAsync(owner, work);
        else if (property is not { IsExpandable: true } && (names.Length == 1 || value is JsonValue))
            throw CannotExpand(name, path);
        if (names.Length > 1 && value is not null)
            await ExpandAsync(value, property?.Schema, names[1..], path, work);
    }

    private static async Task<JsonNode> RefundsAsync(JsonObject charge, Work work)
    {
        var intent = charge["payment_intent"]!.GetValue<string>();
        var refunds = new List<string>();
        foreach (var id in await work.IdsAsync(rows => rows.Where(row => row.Parent == intent && row.Kind == Refunds.Kind)))
            refunds.Add((await work.JsonAsync(id))!.Value.Json);
        return JsonNode.Parse(Lists.Write("list", refunds, false, $"/v1/charges/{charge["id"]}/refunds"))!;
    }

    private static StripeError CannotExpand(string name, string path) =>
        StripeError.Invalid("expand", $"This property cannot be expanded ({name}). You may want to remove it from the path {path}.");
}
