using Microsoft.EntityFrameworkCore;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Webhooks;

/// <summary>What happens by itself when its time comes: authorisations lapse, banks answer to refunds, dispute charges and judge evidence.</summary>
internal sealed class Settlement(SandboxStore store, Runner runner)
{
    private const int Batch = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = store.Clock.UnixSeconds;
        List<string> due;
        await using (var work = await store.BeginAsync(default, cancellationToken))
            due = await work.Objects.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
        foreach (var id in due)
            await runner.RunAsync(call => SettleAsync(call, id), cancellationToken);
    }

    private static async Task<Outcome> SettleAsync(Call call, string id)
    {
        // Another node may have done it meanwhile.
        switch ((await call.Work.JsonAsync(id))?.Kind)
        {
            case Refunds.Kind when await DueAsync<Refund>(call, id, Refunds.Kind) is { } refund:
                await Refunds.SettleAsync(call, refund);
                break;
            case Charges.Kind when await DueAsync<Charge>(call, id, Charges.Kind) is { } charge:
                Disputes.Open(call, charge);
                break;
            case Disputes.Kind when await DueAsync<Dispute>(call, id, Disputes.Kind) is { } dispute:
                Disputes.Settle(call, dispute);
                break;
            case PaymentIntents.Kind when await DueAsync<PaymentIntent>(call, id, PaymentIntents.Kind) is { } intent:
                return await PaymentIntentSteps.ExpireAsync(call, intent);
        }

        return Outcome.Of("{}"); // Nobody asked.
    }

    private static async Task<T?> DueAsync<T>(Call call, string id, string kind)
        where T : StripeObject
    {
        var value = await call.Work.GetAsync<T>(id, kind);
        return value.DueAt <= call.Now ? value : null;
    }
}
