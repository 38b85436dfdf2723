using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Runs the dispatcher for as long as the program runs: at once after this node's commits, and every second for what other nodes left.</summary>
internal sealed class OutboxHost(OutboxDispatcher dispatcher, OutboxSignal signal, OutboxMetrics metrics, ThisNode node, ILogger<OutboxHost> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(15);

    // What is committed in the meantime is worked together.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var counted = Stopwatch.StartNew();
        var takesOver = node.IsAlone;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (takesOver)
                    await dispatcher.TakeOverAsync(stoppingToken);
                takesOver = false;
                await signal.WaitAsync(LookEvery, stoppingToken);
                await dispatcher.RunAsync(stoppingToken);
                if (counted.Elapsed > CountEvery)
                {
                    await metrics.CountAsync(stoppingToken);
                    counted.Restart();
                }

                await Task.Delay(Gather, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The outbox could not be worked; it is tried again soon.");
            }
        }
    }
}
