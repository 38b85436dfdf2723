using Microsoft.EntityFrameworkCore;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Webhooks;

/// <summary>What happens by itself when its time comes: authorisations lapse, banks answer to refunds.</summary>
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
        if (await call.Work.FindAsync<Refund>(id, Refunds.Kind) is { } refund)
        {
            if (refund.DueAt <= call.Now)
                await Refunds.SettleAsync(call, refund);
            return refund;
        }

        var intent = await call.Work.GetAsync<PaymentIntent>(id, PaymentIntents.Kind);
        return intent.DueAt <= call.Now ? await PaymentIntentSteps.ExpireAsync(call, intent) : intent;
    }
}
