using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Webhooks;

/// <summary>What the sandbox does by itself, for as long as the program runs: sends webhooks as soon as there are some, and looks every second for what comes due.</summary>
internal sealed class SandboxWorker(
    SandboxStore store, Runner runner, Settlement settlement, WebhookSender sender, DeliverySignal signal, StripeSandboxOptions options, ILogger<SandboxWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tidy = TimeSpan.FromHours(1);
    private const int KeepSeconds = 24 * 3600;

    /// <summary>The endpoints that the settings name are there before anything can happen that they should be told.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RegisterWebhooksAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tidied = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await settlement.RunAsync(stoppingToken);
                if (!await sender.RunAsync(stoppingToken))
                    await signal.WaitAsync(Look, stoppingToken);
                if (store.Clock.Now - tidied < Tidy)
                    continue;
                await store.ForgetAnswersAsync(store.Clock.UnixSeconds - KeepSeconds, stoppingToken);
                tidied = store.Clock.Now;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The sandbox could not look after its webhooks; it tries again.");
                await Task.Delay(Look, stoppingToken);
            }
        }
    }

    // Under an id that the address gives, so that nodes which start together make one.
    private async Task RegisterWebhooksAsync(CancellationToken cancellationToken)
    {
        foreach (var wanted in options.Webhooks)
        {
            var url = wanted.Url.ToString();
            var id = $"we_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..32]}";
            var answer = await runner.RunAsync(
                async call =>
                {
                    var endpoint = await call.Work.FindAsync<WebhookEndpoint>(id, WebhookEndpoints.Kind)
                        ?? new WebhookEndpoint { Id = id, Created = call.Now, EnabledEvents = [], Metadata = [], Url = url };
                    endpoint.Hidden = wanted.Secret;
                    endpoint.EnabledEvents = [.. wanted.Events];
                    call.Work.Save(endpoint);
                    return endpoint;
                },
                cancellationToken);
            if (answer.Status != 200)
                throw new InvalidOperationException($"The sandbox could not register the webhook {url}; its log says why.");
        }
    }
}
