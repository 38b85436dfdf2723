using Microsoft.EntityFrameworkCore;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>The tries to take money, to read.</summary>
internal static class Charges
{
    public const string Kind = "charge";

    public static async Task<Outcome> RetrieveAsync(Call call) => await call.Work.GetAsync<Charge>(call.Id, Kind);

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(call, Kind, parent: call.Parameters.Text("payment_intent"));
}

/// <summary>The account's books, to read.</summary>
internal static class BalanceTransactions
{
    public const string Kind = "balance_transaction";

    public static async Task<Outcome> RetrieveAsync(Call call) => await call.Work.GetAsync<BalanceTransaction>(call.Id, Kind);

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(
        call, Kind, parent: call.Parameters.Text("source"), also: Lists.FieldsEqual(call.Parameters, "type", "currency"));

    /// <summary>What all lines come to, by currency: what is available, and what will be.</summary>
    public static async Task<Outcome> BalanceAsync(Call call)
    {
        var lines = call.Work.Objects.Where(row => row.Kind == Kind).Select(row => row.Json).AsAsyncEnumerable();
        var sums = new SortedDictionary<string, (long Available, long Pending)>(StringComparer.Ordinal);
        await foreach (var json in lines.WithCancellation(call.Work.Cancellation))
        {
            var line = StripeJson.Read<BalanceTransaction>(json);
            var (available, pending) = sums.GetValueOrDefault(line.Currency);
            sums[line.Currency] = line.AvailableOn <= call.Now ? (available + line.Net, pending) : (available, pending + line.Net);
        }

        return Outcome.Of(new Balance(
            [.. sums.Select(of => new Funds(of.Value.Available, of.Key, new SourceTypes(of.Value.Available)))],
            [.. sums.Select(of => new Funds(of.Value.Pending, of.Key, new SourceTypes(of.Value.Pending)))]).ToJson());
    }
}
