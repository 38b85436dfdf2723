using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OmniCommerce.Webhooks.Sending;

/// <summary>Lets the sender look for something to do for as long as the program runs: when it is woken, and every second.</summary>
internal sealed class DeliveryHost(DeliverySender sender, DeliverySignal signal, ILogger<DeliveryHost> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(LookEvery, stoppingToken);
                await sender.StartDueAsync(stoppingToken);
                await Task.Delay(Gather, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "Webhooks could not be looked for; they are looked for again soon.");
            }
        }

        await sender.IdleAsync();
    }
}
