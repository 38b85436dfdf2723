using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Features;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.IntegrationTests.Webhooks;

public sealed class DeliveryTests(WebhooksFixture shop) : IClassFixture<WebhooksFixture>
{
    [Fact]
    public async Task An_event_arrives_once_signed_and_thin()
    {
        var (id, secret, path) = await shop.Endpoint("customer.registered");
        await shop.Register();
        await shop.SendDue();
        await shop.SendDue();

        var (headers, body) = shop.GotAt(path).ShouldHaveSingleItem();
        var message = JsonNode.Parse(body)!;
        message.AsObject().Select(property => property.Key).ShouldBe(["type", "timestamp", "data"]);
        message["type"]!.GetValue<string>().ShouldBe("customer.registered");
        message["timestamp"]!.GetValue<string>().ShouldEndWith("Z");
        message["data"]!["channel"]!.GetValue<string>().ShouldBe("WEB");
        headers["content-type"].ShouldBe("application/json");
        headers.Keys.ShouldNotContain("traceparent");
        var timestamp = long.Parse(headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        (shop.Clock.Now - DateTimeOffset.FromUnixTimeSeconds(timestamp)).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        headers["webhook-signature"].ShouldBe(Signature.Of([secret], headers["webhook-id"], timestamp, body));
        var delivery = (await shop.Deliveries(id)).ShouldHaveSingleItem();
        (delivery.MessageId, delivery.Status, delivery.LastAnswer).ShouldBe((headers["webhook-id"], DeliveryStatus.Delivered, "204"));
    }

    [Fact]
    public async Task An_endpoint_gets_only_the_events_that_it_wants()
    {
        var (_, _, path) = await shop.Endpoint("order.placed");
        await shop.Register();
        await shop.SendDue();
        shop.GotAt(path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_event_is_refused_with_those_there_are()
    {
        var refused = (await shop.Send(new AddWebhookEndpoint(shop.UrlOf("/x"), ["order.eaten"]))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        refused.Path.ShouldBe(["types"]);
        refused.Message.ShouldContain("order.placed");
        (await shop.Send(new AddWebhookEndpoint(shop.UrlOf("/x"), []))).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_attempt_has_the_same_id_and_a_new_time_until_it_is_taken()
    {
        var (id, secret, path) = await shop.Endpoint();
        shop.Answer(path, 500);
        await shop.Register();
        await shop.SendDue();
        shop.Clock.Advance(TimeSpan.FromSeconds(4));
        await shop.SendDue();
        shop.GotAt(path).Count.ShouldBe(1, "Five seconds are not over.");
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await shop.SendDue();
        (await shop.Deliveries(id))[0].LastAnswer.ShouldBe("It answered 500.");
        shop.Answer(path, 200);
        shop.Clock.Advance(TimeSpan.FromMinutes(6));
        await shop.SendDue();

        var got = shop.GotAt(path);
        got.Select(one => one.Headers["webhook-id"]).Distinct().ShouldHaveSingleItem();
        got.Select(one => one.Headers["webhook-timestamp"]).Distinct().Count().ShouldBe(3);
        foreach (var (headers, body) in got)
            headers["webhook-signature"].ShouldBe(Signature.Of([secret], headers["webhook-id"], long.Parse(headers["webhook-timestamp"], CultureInfo.InvariantCulture), body));
        (await shop.Deliveries(id)).ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task A_message_that_is_not_taken_in_75_hours_disables_the_endpoint_and_others_are_told()
    {
        var (id, _, path) = await shop.Endpoint("customer.registered");
        var (_, _, watching) = await shop.Endpoint("webhook.disabled");
        shop.Answer(path, 500);

        // So that what other tests have raised lies before what is sent again here.
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.Register();
        var begun = shop.Clock.Now;
        for (var i = 0; i < 10; i++)
        {
            await shop.SendDue();
            if ((await shop.Deliveries(id))[0].NextAttemptAt is not { } next)
                break;
            shop.Clock.Advance(next - shop.Clock.Now + TimeSpan.FromMilliseconds(1));
        }

        shop.GotAt(path).Count.ShouldBe(10);
        (shop.Clock.Now - begun).TotalHours.ShouldBeInRange(75.5, 84);
        (await shop.Shown(id)).DisabledBecause.ShouldNotBeNull().ShouldContain("10 attempts");
        (await shop.Deliveries(id))[0].Status.ShouldBe(DeliveryStatus.Failed);
        await shop.Register();
        await shop.SendDue();
        shop.GotAt(path).Count.ShouldBe(10, "Nothing is sent there any more.");
        shop.GotAt(watching).Where(got => got.Body.Contains(id.ToString(), StringComparison.Ordinal)).ShouldHaveSingleItem();

        shop.Answer(path, 200);
        (await shop.Send(new EnableWebhookEndpoint(id))).IsRefused.ShouldBeFalse();
        var replayed = await shop.Send(new ReplayWebhookDeliveries(id, begun - TimeSpan.FromMinutes(1), shop.Clock.Now + TimeSpan.FromMinutes(1)));
        replayed.Value.ShouldBe(2, "The one that was given up, and the one that was raised while it was disabled.");
        await shop.SendDue();
        (await shop.Deliveries(id)).Where(delivery => delivery.RaisedAt >= begun - TimeSpan.FromMinutes(1)).ShouldAllBe(delivery => delivery.Status == DeliveryStatus.Delivered);
        shop.GotAt(path).Count.ShouldBe(12);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_at_once()
    {
        var (id, _, path) = await shop.Endpoint();
        shop.Answer(path, 410);
        await shop.Register();
        await shop.SendDue();
        (await shop.Shown(id)).DisabledBecause.ShouldNotBeNull().ShouldContain("410");
        (await shop.Deliveries(id))[0].Status.ShouldBe(DeliveryStatus.Failed);
    }

    [Fact]
    public async Task An_endpoint_that_two_messages_find_gone_is_told_of_once()
    {
        var (id, _, _) = await shop.Endpoint("customer.registered");
        var sender = Guid.NewGuid();
        await shop.Register();
        await shop.Register();
        await shop.InDatabase(db => db.Set<Delivery>().Where(delivery => delivery.EndpointId == id).ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.Sender, sender)));
        var sent = await shop.InDatabase(db => db.Set<Delivery>().AsNoTracking().Where(delivery => delivery.EndpointId == id).ToListAsync());
        sent.Count.ShouldBe(2);

        foreach (var delivery in sent)
            await shop.Send(new RecordOutcome(delivery, sender, new Outcome(410, "It answered 410.")));

        var told = await shop.InDatabase(db => db.CountRaisedAsync("webhook.disabled", [$"webhook:{id}"], TestContext.Current.CancellationToken));
        told.Values.ShouldBe([1]);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "600", 600)]
    [InlineData(429, null, 60)]
    [InlineData(502, null, 60)]
    [InlineData(504, null, 60)]
    public async Task An_endpoint_that_asks_for_time_gets_it(int status, string? retryAfter, int seconds)
    {
        var (id, _, path) = await shop.Endpoint();
        shop.Answer(path, status, retryAfter);
        await shop.Register();
        await shop.SendDue();
        await shop.Register();
        await shop.SendDue();
        shop.GotAt(path).Count.ShouldBe(1, "The second message waits too.");
        var paused = (await shop.Shown(id)).PausedUntil.ShouldNotBeNull();
        (paused - shop.Clock.Now).TotalSeconds.ShouldBeInRange(seconds - 30, seconds);

        shop.Answer(path, 204);
        shop.Clock.Advance(TimeSpan.FromSeconds(seconds + 1));
        await shop.SendDue();
        (await shop.Deliveries(id)).ShouldAllBe(delivery => delivery.Status == DeliveryStatus.Delivered);
        (await shop.Send(new RemoveWebhookEndpoint(id))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Retry_after_may_be_a_date()
    {
        var (id, _, path) = await shop.Endpoint();
        shop.Answer(path, 429, shop.Clock.Now.AddMinutes(3).ToString("R", CultureInfo.InvariantCulture));
        await shop.Register();
        await shop.SendDue();
        ((await shop.Shown(id)).PausedUntil.ShouldNotBeNull() - shop.Clock.Now).TotalMinutes.ShouldBeInRange(2.5, 3);
        await shop.Send(new RemoveWebhookEndpoint(id));
    }

    [Fact]
    public async Task After_five_failures_one_message_at_a_time_finds_out_whether_it_is_back()
    {
        var (id, _, path) = await shop.Endpoint();
        shop.Answer(path, 500);
        for (var i = 0; i < 30; i++)
            await shop.Register();
        for (var i = 0; i < 10 && (await shop.Shown(id)).PausedUntil is null; i++)
            await shop.SendDue();
        var failed = shop.GotAt(path).Count;
        failed.ShouldBeInRange(5, 12, "The circuit opens before all thirty have knocked.");

        shop.Clock.Advance((await shop.Shown(id)).PausedUntil!.Value - shop.Clock.Now + TimeSpan.FromSeconds(1));
        await shop.SendDue();
        shop.GotAt(path).Count.ShouldBe(failed + 1);
        shop.Answer(path, 204);
        shop.Clock.Advance((await shop.Shown(id)).PausedUntil!.Value - shop.Clock.Now + TimeSpan.FromSeconds(1));
        await shop.SendDue();
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.SendDue();
        (await shop.Deliveries(id)).ShouldAllBe(delivery => delivery.Status == DeliveryStatus.Delivered);
        (await shop.Shown(id)).PausedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        var (id, _, path) = await shop.Endpoint();
        var elsewhere = $"/{Guid.NewGuid():N}";
        shop.Answers[path] = context =>
        {
            context.Response.Redirect(shop.UrlOf(elsewhere), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        await shop.Register();
        await shop.SendDue();
        shop.GotAt(elsewhere).ShouldBeEmpty();
        (await shop.Deliveries(id))[0].LastAnswer.ShouldBe("It answered 307.");
        await shop.Send(new RemoveWebhookEndpoint(id));
    }

    [Fact]
    public async Task A_slow_endpoint_holds_up_no_other()
    {
        var (slowId, _, slow) = await shop.Endpoint("customer.registered");
        var (_, _, quick) = await shop.Endpoint("customer.registered");
        var released = new TaskCompletionSource();
        shop.Answers[slow] = _ => released.Task;
        for (var i = 0; i < 12; i++)
            await shop.Register();
        var watch = Stopwatch.StartNew();
        await shop.Sender.StartDueAsync(CancellationToken.None);
        while (shop.GotAt(quick).Count < 12)
        {
            await shop.Sender.StartDueAsync(CancellationToken.None);
            await Task.Delay(10);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }

        shop.GotAt(slow).Count.ShouldBeLessThanOrEqualTo(4);
        released.SetResult();
        await shop.SendDue();
        shop.GotAt(slow).Count.ShouldBe(12);
        await shop.Send(new RemoveWebhookEndpoint(slowId));
    }

    [Fact]
    public async Task For_a_day_both_the_old_and_the_new_secret_sign()
    {
        var (id, old, path) = await shop.Endpoint();
        var rotated = (await shop.Send(new RotateWebhookSecret(id))).Value;
        await shop.Register();
        await shop.SendDue();
        shop.Clock.Advance(TimeSpan.FromHours(25));
        await shop.Register();
        await shop.SendDue();

        var (both, after) = (shop.GotAt(path)[0], shop.GotAt(path)[1]);
        both.Headers["webhook-signature"].ShouldBe(Signature.Of([rotated, old], both.Headers["webhook-id"], TimeOf(both), both.Body));
        after.Headers["webhook-signature"].ShouldBe(Signature.Of([rotated], after.Headers["webhook-id"], TimeOf(after), after.Body));
    }

    [Fact]
    public async Task A_message_can_be_sent_again_under_its_id()
    {
        var (id, _, path) = await shop.Endpoint();
        await shop.Register();
        await shop.SendDue();
        (await shop.Send(new ReplayWebhookDelivery((await shop.Deliveries(id))[0].Id))).IsRefused.ShouldBeFalse();
        await shop.SendDue();
        shop.GotAt(path).Select(one => one.Headers["webhook-id"]).Distinct().ShouldHaveSingleItem();
        shop.GotAt(path).Count.ShouldBe(2);

        var range = await shop.Send(new ReplayWebhookDeliveries(id, shop.Clock.Now.AddHours(-1), shop.Clock.Now.AddHours(1)));
        range.IsRefused.ShouldBeFalse();
        var before = shop.GotAt(path).Count;
        await shop.SendDue();
        shop.GotAt(path).Skip(before).ShouldNotContain(one => one.Headers["webhook-id"] == shop.GotAt(path)[0].Headers["webhook-id"], "What arrived is not sent again by a range.");
    }

    [Fact]
    public async Task Several_nodes_send_each_message_once()
    {
        var (id, _, path) = await shop.Endpoint("customer.registered");
        for (var i = 0; i < 40; i++)
            await shop.Register();
        var nodes = Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<DeliverySender>(shop.Services)).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                await node.StartDueAsync(CancellationToken.None);
                await node.IdleAsync();
            }
        })));
        await shop.SendDue();

        shop.GotAt(path).Count.ShouldBe(40);
        (await shop.Deliveries(id)).ShouldAllBe(delivery => delivery.Status == DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task What_a_node_that_died_was_sending_is_sent_by_another()
    {
        var (id, _, path) = await shop.Endpoint("customer.registered");
        await shop.Register();
        var until = shop.Clock.Now.AddSeconds(60);
        await shop.InDatabase(db => db.Set<Delivery>().Where(delivery => delivery.EndpointId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.Sender, Guid.NewGuid()).SetProperty(delivery => delivery.LeasedUntil, until)));
        await shop.SendDue();
        shop.GotAt(path).ShouldBeEmpty();
        shop.Clock.Advance(TimeSpan.FromSeconds(61));
        await shop.SendDue();
        shop.GotAt(path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Old_messages_are_forgotten()
    {
        var (id, _, _) = await shop.Endpoint("customer.registered");
        await shop.Register();
        await shop.SendDue();
        shop.Clock.Advance(TimeSpan.FromDays(31));
        await using (var scope = shop.Services.CreateAsyncScope())
            await ActivatorUtilities.CreateInstance<ForgetDeliveries>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        (await shop.Deliveries(id)).ShouldBeEmpty();
        (await shop.Send(new RemoveWebhookEndpoint(id))).IsRefused.ShouldBeFalse();
        (await shop.Send(new RemoveWebhookEndpoint(id))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }

    private static long TimeOf(Received received) => long.Parse(received.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
}
