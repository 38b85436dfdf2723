using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.IntegrationTests.Sessions;

/// <summary>What every store of hot copies keeps to.</summary>
public abstract class SessionStoreTests
{
    protected static readonly CustomerId Ada = new(Guid.NewGuid());

    protected FakeClock Clock { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract ISessionStore Store { get; }

    [Fact]
    public async Task A_session_is_found_by_its_id_and_by_the_token_of_each_device()
    {
        var session = NewSession(devices: 3);

        Store.Put(session);

        (await Store.FindAsync(session.Id, Cancellation))!.Locale.ShouldBe("en-GB");
        foreach (var device in session.Devices)
        {
            var found = (await Store.FindAsync(device.Token, Cancellation))!;
            found.Id.ShouldBe(session.Id);
            found.DeviceOf(device.Token)!.Caller.ShouldBe(device.Caller);
        }
    }

    [Fact]
    public async Task What_it_was_not_given_it_does_not_know()
    {
        (await Store.FindAsync(new SessionId(Guid.NewGuid()), Cancellation)).ShouldBeNull();
        (await Store.FindAsync(DeviceToken.Random().Hash, Cancellation)).ShouldBeNull();
        (await Store.ActivityAsync(new SessionId(Guid.NewGuid()), Cancellation)).Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_older_copy_does_not_bring_a_removed_device_back()
    {
        var before = NewSession(devices: 2);
        var after = before with { Version = before.Version + 1, Devices = before.Devices.RemoveAt(1) };

        Store.Put(before);
        Store.Put(after);
        Store.Put(before);

        (await Store.FindAsync(before.Devices[1].Token, Cancellation))?.DeviceOf(before.Devices[1].Token).ShouldBeNull();
        (await Store.FindAsync(before.Devices[0].Token, Cancellation))!.Version.ShouldBe(after.Version);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_known_to_have_ended()
    {
        var before = NewSession();
        var ended = before with { Version = 9, Devices = [] };

        Store.Put(before);
        Store.Put(ended);
        Store.Put(before);

        (await Store.FindAsync(before.Devices[0].Token, Cancellation))!.HasEnded(Clock.Now).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_is_believed_for_a_minute_and_then_no_longer()
    {
        var session = NewSession();
        Store.Put(session);

        Clock.Advance(TimeSpan.FromSeconds(55));
        (await Store.FindAsync(session.Id, Cancellation)).ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromSeconds(6));

        (await Store.FindAsync(session.Id, Cancellation)).ShouldBeNull();
        (await Store.FindAsync(session.Devices[0].Token, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_copies_that_come_in_any_order_at_once_the_newest_stands()
    {
        var session = NewSession();
        var copies = Enumerable.Range(1, 200).Select(version => session with { Version = version }).ToArray();
        Random.Shared.Shuffle(copies);

        await Task.WhenAll(copies.Chunk(25).Select(some => Task.Run(() => Array.ForEach(some, Store.Put), Cancellation)));

        (await Store.FindAsync(session.Id, Cancellation))!.Version.ShouldBe(200);
    }

    [Fact]
    public async Task What_the_devices_did_is_brought_together_with_or_without_a_copy()
    {
        var id = new SessionId(Guid.NewGuid());
        var (phone, till) = (new DeviceId(Guid.NewGuid()), new DeviceId(Guid.NewGuid()));
        var (tea, cup) = (new ProductId(Guid.NewGuid()), new ProductId(Guid.NewGuid()));
        var start = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        Store.Note(id, Activity.OfDevice(phone, start.AddSeconds(2), null));
        Store.Note(id, Activity.OfDevice(phone, start, null));
        Store.Note(id, Activity.OfDevice(till, start.AddSeconds(1), null));
        Store.Note(id, Activity.OfView(tea, start));
        Store.Note(id, Activity.OfView(cup, start.AddSeconds(1)));
        Store.Note(id, Activity.OfView(tea, start.AddSeconds(2)));

        var activity = await Store.ActivityAsync(id, Cancellation);
        activity.Seen.ShouldBe(new Dictionary<DeviceId, DateTimeOffset> { [phone] = start.AddSeconds(2), [till] = start.AddSeconds(1) }, ignoreOrder: true);
        activity.Views.ShouldBe([new View(tea, start.AddSeconds(2)), new View(cup, start.AddSeconds(1))]);
    }

    internal HotSession NewSession(int devices = 1)
    {
        var id = new SessionId(Guid.NewGuid());
        return new HotSession
        {
            Id = id,
            Version = 1,
            CustomerId = Ada,
            LocationId = SessionsFixture.Store,
            Locale = "en-GB",
            Currency = Currency.Of("GBP"),
            StartedAt = Clock.Now,
            ExpiresAt = Clock.Now.AddDays(30),
            GoodUntil = Clock.Now + HotSession.GoodFor,
            Devices = [.. Enumerable.Range(1, devices).Select(number => NewDevice(id, number))],
        };
    }

    private HotDevice NewDevice(SessionId session, int number)
    {
        var id = new DeviceId(Guid.NewGuid());
        var caller = new Caller(session, id, $"Device {number}", Channel.Pos, Ada, SessionsFixture.Store, Currency.Of("GBP"), "en-GB");
        return new HotDevice(id, DeviceToken.Random().Hash, Clock.Now, caller);
    }
}

public sealed class InProcessSessionStoreTests : SessionStoreTests
{
    private readonly InProcessSessionStore _store;

    public InProcessSessionStoreTests() => _store = new InProcessSessionStore(new SessionsOptions(), Clock);

    internal override ISessionStore Store => _store;

    [Fact]
    public async Task It_keeps_no_more_than_it_may_and_forgets_what_was_not_used_lately()
    {
        var store = new InProcessSessionStore(new SessionsOptions { HotSessions = 100 }, Clock);
        var used = NewSession();
        store.Put(used);

        var passing = Enumerable.Range(0, 1000).Select(_ => NewSession()).ToArray();
        foreach (var session in passing)
        {
            store.Put(session);
            (await store.FindAsync(used.Devices[0].Token, Cancellation)).ShouldNotBeNull();
        }

        passing.Count(session => store.Find(session.Id) is not null).ShouldBeLessThan(100);
        store.Find(passing[^1].Id).ShouldNotBeNull();
    }

    [Fact]
    public void A_copy_that_is_known_to_be_old_is_neither_answered_nor_taken()
    {
        var session = NewSession();
        _store.Put(session);

        _store.Outdate(session.Id, session.Version + 1);
        _store.Find(session.Id).ShouldBeNull();
        _store.Put(session);
        _store.Find(session.Id).ShouldBeNull();

        _store.Put(session with { Version = session.Version + 1 });
        _store.Find(session.Id).ShouldNotBeNull();
    }
}
