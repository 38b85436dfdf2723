using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Readiness;

namespace OmniCommerce.IntegrationTests.Platform.Outbox;

public sealed class OutboxTests(OutboxFixture outbox) : IClassFixture<OutboxFixture>
{
    [Fact]
    public async Task What_is_committed_has_its_effect_once()
    {
        var stream = await outbox.Told(1);
        await outbox.Dispatch();
        await outbox.Dispatch();

        (await outbox.Written(stream)).ShouldBe([1]);
        (await outbox.Written(stream, nameof(WriteElsewhere))).ShouldBe([1]);
        outbox.Trouble.Heard.ShouldContain($$"""test.told {{stream}} {"number":1}""");
        var happened = (await outbox.Events(stream)).ShouldHaveSingleItem();
        (happened.State, happened.Attempts).ShouldBe((OutboxState.Handled, 0));
    }

    [Fact]
    public async Task What_is_rolled_back_never_happened()
    {
        var stream = $"told:{Guid.NewGuid():N}";
        (await outbox.Send(new Tell(stream, 1, Refuse: true))).IsRefused.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(() => outbox.Send(new Tell(stream, 2, Fail: true)));
        await outbox.Dispatch();

        (await outbox.Events(stream)).ShouldBeEmpty();
        (await outbox.Written(stream)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_outside_of_a_command_is_a_bug()
    {
        await using var scope = outbox.Services.CreateAsyncScope();
        var events = scope.ServiceProvider.GetRequiredService<EventOutbox>();
        Should.Throw<InvalidOperationException>(() => events.Raise("told:nowhere", new Told(1)));
    }

    [Fact]
    public async Task A_dispatcher_that_dies_before_it_noted_what_was_done_leaves_no_second_effect()
    {
        var stream = await outbox.Told(1, 2);
        await Killer.Kill(() => outbox.Dispatcher.RunAsync(CancellationToken.None));
        (await outbox.Written(stream)).ShouldBe([1, 2]);
        (await outbox.Events(stream)).ShouldAllBe(happened => happened.State == OutboxState.Pending);

        await outbox.AnotherDispatcher().RunAsync(CancellationToken.None);
        (await outbox.Events(stream)).ShouldAllBe(happened => happened.State == OutboxState.Pending, "The dead one's lease is not over yet.");

        outbox.Clock.Advance(TimeSpan.FromSeconds(11));
        await outbox.AnotherDispatcher().RunAsync(CancellationToken.None);
        (await outbox.Events(stream)).ShouldAllBe(happened => happened.State == OutboxState.Handled);
        (await outbox.Written(stream)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_dispatcher_that_slept_too_long_has_no_second_effect()
    {
        var stream = $"told:{Guid.NewGuid():N}";
        var awakening = outbox.Trouble.Sleeping[stream] = new TaskCompletionSource();
        await outbox.Send(new Tell(stream, 1));
        var sleeper = Task.Run(() => outbox.Dispatch());
        await Until(async () => (await outbox.Written(stream)).Count == 1);

        outbox.Clock.Advance(TimeSpan.FromSeconds(11));
        outbox.Trouble.Sleeping[stream] = Awake();
        await outbox.AnotherDispatcher().RunAsync(TestContext.Current.CancellationToken);
        (await outbox.Written(stream, nameof(HearAll))).Count.ShouldBe(1);

        awakening.SetResult();
        await sleeper;
        (await outbox.Written(stream, nameof(HearAll))).Count.ShouldBe(1);
        (await outbox.Events(stream)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Handled);
    }

    [Fact]
    public async Task Dispatchers_of_several_nodes_share_the_work_without_doing_any_twice()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => outbox.Told([.. Enumerable.Range(1, 10)])));
        var nodes = Enumerable.Range(0, 3).Select(_ => outbox.AnotherDispatcher()).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await node.RunAsync(CancellationToken.None);
        })));

        foreach (var stream in streams)
        {
            await Until(async () =>
            {
                await outbox.Dispatch();
                return (await outbox.Events(stream)).TrueForAll(happened => happened.State == OutboxState.Handled);
            });
            (await outbox.Written(stream)).ShouldBe(Enumerable.Range(1, 10));
            (await outbox.Written(stream, nameof(WriteElsewhere))).ShouldBe(Enumerable.Range(1, 10));
        }
    }

    [Fact]
    public async Task Events_of_a_stream_keep_their_order_however_many_raise_them_at_once()
    {
        var label = $"jar-{Guid.NewGuid():N}";
        await outbox.InDatabase(db =>
        {
            db.Add(new Jar { Id = Guid.CreateVersion7(), Label = label, Sweets = 60 });
            return db.SaveChangesAsync();
        });
        var stop = new CancellationTokenSource();
        var dispatching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await outbox.Dispatch();
        });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                (await outbox.Send(new TellInOrder(label))).IsRefused.ShouldBeFalse();
        })));
        await Until(async () => (await outbox.Written(label)).Count == 60);
        await stop.CancelAsync();
        await dispatching;

        (await outbox.Written(label)).ShouldBe(Enumerable.Range(0, 60).Reverse());
    }

    [Fact]
    public async Task A_handler_that_fails_is_called_again_later_and_its_stream_waits_for_it()
    {
        var stream = await outbox.Told(1, 2);
        var other = await outbox.Told(1);
        outbox.Trouble.Failures[(stream, nameof(WriteElsewhere))] = 3;

        await outbox.Dispatch();
        (await outbox.Written(other)).ShouldBe([1]);
        (await outbox.Written(stream)).ShouldBe([1]);
        (await outbox.Written(stream, nameof(WriteElsewhere))).ShouldBeEmpty();
        var failed = (await outbox.Events(stream))[0];
        (failed.Attempts, failed.LastError).ShouldBe((1, "InvalidOperationException: WriteElsewhere cannot."));
        await outbox.Dispatch();
        (await outbox.Events(stream))[0].Attempts.ShouldBe(1, "It is not tried before its time.");

        await Patiently(3);
        (await outbox.Written(stream)).ShouldBe([1, 2], "The handler that was done is not called again.");
        (await outbox.Written(stream, nameof(WriteElsewhere))).ShouldBe([1, 2]);
        (await outbox.Events(stream)).Select(happened => happened.Attempts).ShouldBe([3, 0]);
    }

    [Fact]
    public async Task An_event_that_fails_ten_times_is_left_to_people_and_can_be_replayed()
    {
        var stream = await outbox.Told(1, 2);
        outbox.Trouble.Failures[(stream, nameof(WriteDown))] = 10;
        await Patiently(10);

        (await outbox.Events(stream)).Select(happened => happened.State).ShouldBe([OutboxState.Dead, OutboxState.Handled]);
        (await outbox.Written(stream)).ShouldBe([2]);
        var dead = (await outbox.Administration.ListAsync(10, CancellationToken.None)).Single(one => one.Stream == stream);
        (dead.IsDead, dead.Attempts).ShouldBe((true, 10));
        var readiness = outbox.Services.GetServices<IReadiness>().Single(part => part.Part == "outbox");
        (await readiness.IsReadyAsync(CancellationToken.None)).ShouldBeFalse();
        (readiness.IsVital, readiness.Trouble).ShouldBe((false, "1 dead letter"));
        (await outbox.WrongInTheBooks()).ShouldHaveSingleItem().ShouldContain(stream);

        (await outbox.Administration.ReplayAsync(dead.Id, CancellationToken.None)).ShouldBeTrue();
        (await outbox.Administration.ReplayAsync(dead.Id, CancellationToken.None)).ShouldBeFalse("It is not dead any more.");
        await outbox.Dispatch();

        (await outbox.Written(stream)).ShouldBe([2, 1]);
        (await outbox.Written(stream, nameof(WriteElsewhere))).ShouldBe([2, 1]);
        (await readiness.IsReadyAsync(CancellationToken.None)).ShouldBeTrue();
        (await outbox.WrongInTheBooks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_of_a_newer_version_of_the_program_is_not_lost()
    {
        var stream = await outbox.Told(1);
        await outbox.InDatabase(db => db.Set<OutboxEvent>().Where(happened => happened.Stream == stream).ExecuteUpdateAsync(set => set.SetProperty(happened => happened.Version, 2)));
        await outbox.Dispatch();
        (await outbox.Events(stream)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Pending);

        await outbox.InDatabase(db => db.Set<OutboxEvent>().Where(happened => happened.Stream == stream).ExecuteUpdateAsync(set => set.SetProperty(happened => happened.Version, 1)));
        await Patiently(1);
        (await outbox.Written(stream)).ShouldBe([1]);
    }

    [Fact]
    public async Task Events_handled_long_ago_are_forgotten_and_others_are_not()
    {
        var old = await outbox.Told(1);
        await outbox.Dispatch();
        var dead = await outbox.Told(1);
        outbox.Trouble.Failures[(dead, nameof(WriteElsewhere))] = 10;
        await Patiently(10);
        outbox.Clock.Advance(TimeSpan.FromDays(15));
        var young = await outbox.Told(1);
        await outbox.Dispatch();

        await using (var scope = outbox.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ForgetHandledEvents>().RunAsync(CancellationToken.None);

        (await outbox.Events(old)).ShouldBeEmpty();
        (await outbox.Events(young)).ShouldHaveSingleItem();
        await outbox.Administration.ReplayDeadAsync(CancellationToken.None);
        await outbox.Dispatch();
        (await outbox.Written(dead)).ShouldBe([1], "The inbox remembers what was done of an event that is still there.");
        (await outbox.Written(dead, nameof(WriteElsewhere))).ShouldBe([1]);
        var kept = (await outbox.Events(young))[0].Id;
        (await outbox.InDatabase(db => db.Set<InboxEntry>().CountAsync(entry => entry.EventId == kept))).ShouldBe(2);
    }

    [Fact]
    public async Task An_event_belongs_to_the_trace_of_the_request_that_raised_it()
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var stream = await outbox.Told(1);
        (await outbox.Events(stream)).ShouldHaveSingleItem().TraceParent.ShouldNotBeNull().ShouldContain(request.TraceId.ToString());
    }

    [Theory]
    [InlineData(1, 0, 0.8)]
    [InlineData(1, 1, 1.2)]
    [InlineData(5, 0.5, 16)]
    [InlineData(9, 0.5, 256)]
    [InlineData(90, 0.5, 300)]
    public void Pauses_grow_to_five_minutes(int attempts, double random, double seconds) =>
        OutboxDispatcher.PauseAfter(attempts, random).TotalSeconds.ShouldBe(seconds, 0.001);

    [Fact]
    public async Task Ten_thousand_events_take_this_long()
    {
        const int count = 10_000;
        var now = outbox.Clock.Now;
        await outbox.InDatabase(async db =>
        {
            for (var i = 0; i < count; i++)
            {
                var stream = $"many:{i % 1_000}";
                db.Add(new OutboxEvent
                {
                    Id = Guid.CreateVersion7(now),
                    Lane = i % 1_000 % OutboxEvent.Lanes,
                    Stream = stream,
                    Sequence = i,
                    Position = 0,
                    Type = "customer.registered",
                    Version = 1,
                    Payload = "{}",
                    TraceParent = null,
                    RaisedAt = now,
                    DueAt = now,
                });
            }

            await db.SaveChangesAsync();
        });
        var watch = Stopwatch.StartNew();
        (await outbox.Dispatch()).ShouldBeGreaterThanOrEqualTo(count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} events that nobody handles: {count / watch.Elapsed.TotalSeconds:0} a second");

        var streams = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => outbox.Told([.. Enumerable.Range(1, 50)])));
        watch.Restart();
        await outbox.Dispatch();
        TestContext.Current.TestOutputHelper!.WriteLine($"500 events with two handlers each: {500 / watch.Elapsed.TotalSeconds:0} a second");
        foreach (var stream in streams)
            (await outbox.Written(stream)).Count.ShouldBe(50);
    }

    private static TaskCompletionSource Awake()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var deadline = Stopwatch.StartNew(); !await condition(); await Task.Delay(20))
            deadline.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private async Task Patiently(int attempts)
    {
        for (var i = 0; i < attempts; i++)
        {
            await outbox.Dispatch();
            outbox.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        await outbox.Dispatch();
    }
}
