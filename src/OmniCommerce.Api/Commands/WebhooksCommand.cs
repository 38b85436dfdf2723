using System.Globalization;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Webhooks.Contracts;

namespace OmniCommerce.Api.Commands;

/// <summary>Says to which systems events are sent, and what came of it.</summary>
internal static class WebhooksCommand
{
    private const int MaxListed = 100;

    private const string Text = """
        webhooks add URL --types order.placed,order.fulfilled   sends these events there; --types * sends all. Prints the secret
        webhooks list                                           all endpoints
        webhooks remove ENDPOINT                                sends nothing there any more
        webhooks rotate ENDPOINT                                makes a new secret; the old one signs too for a day
        webhooks enable ENDPOINT                                sends again to one that was disabled
        webhooks deliveries [ENDPOINT]                          the latest messages and what came of them
        webhooks replay DELIVERY                                sends a message again
        webhooks replay ENDPOINT --from TIME --until TIME       sends what did not arrive of a range of time
        """;

    public static async Task<int> RunAsync(string[] words) => words switch
    {
        ["add", var url, "--types", var types, .. var settings] =>
            await SendAsync(settings, new AddWebhookEndpoint(url, types.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), added => $"{added.Id}\n{added.Secret}"),
        ["remove", var id, .. var settings] when Guid.TryParse(id, out var endpoint) => await SendAsync(settings, new RemoveWebhookEndpoint(endpoint), _ => "Removed."),
        ["rotate", var id, .. var settings] when Guid.TryParse(id, out var endpoint) => await SendAsync(settings, new RotateWebhookSecret(endpoint), secret => secret),
        ["enable", var id, .. var settings] when Guid.TryParse(id, out var endpoint) => await SendAsync(settings, new EnableWebhookEndpoint(endpoint), _ => "Enabled."),
        ["replay", var id, "--from", var from, "--until", var until, .. var settings]
            when Guid.TryParse(id, out var endpoint) && TryTime(from, out var begin) && TryTime(until, out var end) =>
            await SendAsync(settings, new ReplayWebhookDeliveries(endpoint, begin, end), count => $"{count} will be sent."),
        ["replay", var id, .. var settings] when Guid.TryParse(id, out var delivery) => await SendAsync(settings, new ReplayWebhookDelivery(delivery), _ => "It will be sent again."),
        ["list", .. var settings] => await ListAsync(settings),
        ["deliveries", var id, .. var settings] when Guid.TryParse(id, out var endpoint) => await ListDeliveriesAsync(settings, endpoint),
        ["deliveries", .. var settings] when settings is [] or [['-', ..], ..] => await ListDeliveriesAsync(settings, null),
        _ => Explain(),
    };

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static int Explain()
    {
        Console.Error.WriteLine(Text);
        return 2;
    }

    private static async Task<int> ListAsync(string[] settings)
    {
        foreach (var endpoint in await AskAsync(settings, new ListWebhookEndpoints()))
        {
            var state = endpoint.DisabledBecause is { } because ? $"disabled: {because}" : endpoint.PausedUntil is { } until ? $"paused until {until:u}" : "enabled";
            Console.WriteLine($"{endpoint.Id}  {endpoint.Url}  {string.Join(',', endpoint.Types)}  {endpoint.Waiting} waiting  {state}");
        }

        return 0;
    }

    private static async Task<int> ListDeliveriesAsync(string[] settings, Guid? endpoint)
    {
        foreach (var delivery in await AskAsync(settings, new ListWebhookDeliveries(endpoint, MaxListed)))
        {
            var next = delivery.NextAttemptAt is { } at ? $"  next {at:u}" : "";
            Console.WriteLine($"{delivery.Id}  {delivery.MessageId}  {delivery.RaisedAt:u}  {delivery.Type}  {delivery.Status}  {delivery.Attempts} failed{next}  {delivery.LastAnswer}");
        }

        return 0;
    }

    private static async Task<int> SendAsync<T>(string[] settings, IRequest<Result<T>> request, Func<T, string> say)
        where T : notnull
    {
        if ((await AskAsync(settings, request)).Try(out var done, out var refusals))
        {
            Console.WriteLine(say(done));
            return 0;
        }

        foreach (var refusal in refusals)
            Console.Error.WriteLine(refusal.Message);
        return 1;
    }

    private static async Task<T> AskAsync<T>(string[] settings, IRequest<T> request)
    {
        await using var app = Server.Build(settings);
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }
}
