using System.Collections.Concurrent;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.IntegrationTests.Webhooks;

/// <summary>The shop, and a receiver on this machine to which it may send.</summary>
public class WebhooksFixture : CommerceFixture, IAsyncLifetime
{
    private WebApplication? _receiver;

    /// <summary>What the receiver got, by path.</summary>
    internal ConcurrentDictionary<string, ConcurrentQueue<Received>> Got { get; } = new();

    /// <summary>What the receiver answers on a path; 204 where nothing is said.</summary>
    internal ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    internal DeliverySender Sender => Services.GetRequiredService<DeliverySender>();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Webhooks:AllowInsecureTargets", "true")];

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _receiver = builder.Build();
        _receiver.Run(ReceiveAsync);
        await _receiver.StartAsync();
    }

    public new async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
            await _receiver.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal string UrlOf(string path) => $"{_receiver!.Urls.First()}{path}";

    /// <summary>An endpoint at a path of its own, which hears nothing of what other tests have raised.</summary>
    internal async Task<(Guid Id, string Secret, string Path)> Endpoint(params string[] types)
    {
        await QueueAsync();
        var path = $"/{Guid.NewGuid():N}";
        var added = await Send(new AddWebhookEndpoint(UrlOf(path), types is [] ? ["*"] : types));
        return (added.Value.Id, added.Value.Secret, path);
    }

    internal void Answer(string path, int status, string? retryAfter = null) => Answers[path] = context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    /// <summary>Somebody registers, as far as events tell of it; and messages of it are queued.</summary>
    internal async Task<CustomerId> Register()
    {
        var customer = NewId.Of<CustomerId>(Clock);
        (await Send(new Announce(customer))).IsRefused.ShouldBeFalse();
        await QueueAsync();
        return customer;
    }

    /// <summary>Sends what is due until nothing is.</summary>
    internal async Task SendDue()
    {
        do
            await Sender.IdleAsync();
        while (await Sender.StartDueAsync(TestContext.Current.CancellationToken) > 0);
    }

    internal IReadOnlyList<Received> GotAt(string path) => [.. Got.GetValueOrDefault(path) ?? []];

    internal async Task<WebhookDelivery[]> Deliveries(Guid endpoint) => [.. await Send(new ListWebhookDeliveries(endpoint, 1_000))];

    internal async Task<WebhookEndpoint> Shown(Guid endpoint) => (await Send(new ListWebhookEndpoints())).Single(one => one.Id == endpoint);

    // Events become messages.
    private Task<int> QueueAsync() => Services.GetRequiredService<OutboxDispatcher>().RunAsync(TestContext.Current.CancellationToken);

    protected override void AddServices(IServiceCollection services) => services.AddTransient<IRequestHandler<Announce, Result<Done>>, Announce.Handler>();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!;
        Got.GetOrAdd(path, _ => new ConcurrentQueue<Received>()).Enqueue(new Received(context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (Answers.TryGetValue(path, out var answer))
            await answer(context);
    }
}

/// <summary>A request that the receiver got; its headers by their names in small letters.</summary>
internal sealed record Received(IReadOnlyDictionary<string, string> Headers, string Body);

internal sealed record Announce(CustomerId Customer) : ICommand<Done>
{
    internal sealed class Handler(EventOutbox outbox) : IRequestHandler<Announce, Result<Done>>
    {
        public Task<Result<Done>> Handle(Announce request, CancellationToken cancellationToken)
        {
            outbox.Raise($"customer:{request.Customer}", new CustomerRegistered(request.Customer, Channel.Web));
            return Task.FromResult<Result<Done>>(default(Done));
        }
    }
}
