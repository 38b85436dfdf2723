using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.StripeSandbox.Http;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>What happened, to read.</summary>
internal static class Events
{
    public const string Kind = "event";

    public static async Task<Outcome> RetrieveAsync(Call call)
    {
        var json = await call.Work.Events.Where(happened => happened.Id == call.Id).Select(happened => happened.Json).FirstOrDefaultAsync(call.Work.Cancellation)
            ?? throw StripeError.Missing(Kind, call.Id, "id");
        var happened = JsonNode.Parse(json)!.AsObject();
        happened["pending_webhooks"] = await call.Work.Deliveries.CountAsync(delivery => delivery.EventId == call.Id, call.Work.Cancellation);
        return Outcome.Of(happened.ToJsonString());
    }

    public static async Task<Outcome> ListAsync(Call call)
    {
        var happened = call.Work.Events;
        if (call.Parameters.Has("type") && call.Parameters.Has("types"))
            throw StripeError.Invalid("type", "You may only specify one of these parameters: type, types.");
        List<string> types = call.Parameters.Text("type") is { } one ? [one] : call.Parameters.Texts("types") ?? [];
        if (types is [var single] && single.EndsWith(".*", StringComparison.Ordinal))
        {
            var prefix = single[..^1];
            happened = happened.Where(row => row.Type.StartsWith(prefix));
        }
        else if (types.Count > 0)
        {
            happened = happened.Where(row => types.Contains(row.Type));
        }

        if (call.Parameters.Has("delivery_success"))
        {
            var isDelivered = call.Parameters.Flag("delivery_success");
            var deliveries = call.Work.Deliveries;
            happened = happened.Where(row => deliveries.Any(delivery => delivery.EventId == row.Id) != isDelivered);
        }

        return await Lists.PageAsync(call, Kind, happened.Select(row => new Lists.Row { Sequence = row.Sequence, Json = row.Json }), null);
    }
}
