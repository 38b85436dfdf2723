using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.EndToEnd;

/// <summary>Other systems hear of orders, judged by the library of Standard Webhooks itself.</summary>
public sealed class WebhookTests
{
    private const string Insecure = "--Webhooks:AllowInsecureTargets=true";

    [Fact]
    public async Task The_library_of_the_standard_takes_what_the_shop_sends_though_the_shop_is_killed_meanwhile()
    {
        var port = Shop.FreePort();
        string[] endpoint = [];
        string[] rotated = [];
        await using var shop = await Shop.StartAsync(
            async unstarted =>
            {
                endpoint = Lines(await unstarted.CommandAsync("webhooks", "add", $"http://127.0.0.1:{port}/hooks", "--types", "order.placed,order.cancelled", Insecure));
                rotated = Lines(await unstarted.CommandAsync("webhooks", "rotate", endpoint[0], Insecure));
            },
            Insecure);
        using var client = await Client.BeginAsync(shop.Url);
        (await client.AddAsync("TEA-EARL-GREY-50", 1)).Errors().ShouldBeEmpty();
        var placed = await client.OrderByCardAsync();
        placed.Errors().ShouldBeEmpty();
        var order = placed.GetProperty("order");

        // Nobody listens yet, and the shop dies; what it has promised is in its database.
        shop.Kill();
        var receiver = NodeJs.RunAsync("receive-webhooks.mjs", $"{port}", "2", rotated[0], endpoint[1]);
        await ListensAsync(port);
        await shop.RestartAsync(Insecure);
        var cancelled = await client.MutateAsync(
            "mutation($id: ID!) { cancelOrder(input: {orderId: $id, reason: \"Ordered twice.\"}) { order { id } errors { __typename ... on Error { message } } } }",
            new { id = order.GetProperty("id").GetString() });
        cancelled.Errors().ShouldBeEmpty();

        var messages = JsonSerializer.Deserialize<JsonElement>(await receiver).EnumerateArray().ToList();
        messages.Select(message => message.GetProperty("id").GetString()).Distinct().Count().ShouldBe(2);
        foreach (var message in messages)
        {
            message.GetProperty("takenWith").EnumerateArray().ShouldAllBe(taken => taken.GetBoolean(), "Both secrets are live.");
            message.GetProperty("otherBody").GetBoolean().ShouldBeFalse();
            message.GetProperty("otherTime").GetBoolean().ShouldBeFalse();
            message.GetProperty("otherSecret").GetBoolean().ShouldBeFalse();
            message.GetProperty("bytes").GetInt32().ShouldBeLessThan(20_000);
            var data = message.GetProperty("message").GetProperty("data");
            data.GetProperty("orderId").GetString().ShouldBe(order.GetProperty("id").GetString(), "An id in a message is one that the API takes.");
            data.GetProperty("number").GetString().ShouldBe(order.GetProperty("number").GetString());
        }

        messages.Select(message => message.GetProperty("message").GetProperty("type").GetString()).Order().ShouldBe(["order.cancelled", "order.placed"]);
        (await shop.CommandAsync("outbox", "list")).ShouldContain("0 in all.");
        Lines(await shop.CommandAsync("webhooks", "deliveries", endpoint[0])).Length.ShouldBe(2);
        Lines(await shop.CommandAsync("webhooks", "list")).ShouldHaveSingleItem().ShouldContain("enabled");
    }

    private static async Task ListensAsync(int port)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (watch.Elapsed < TimeSpan.FromMinutes(2))
            {
            }
        }
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
