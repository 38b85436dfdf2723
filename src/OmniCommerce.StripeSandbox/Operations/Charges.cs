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
}
