using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Platform.Redis;
using OmniCommerce.Sessions;
using OmniCommerce.Sessions.Features;
using OmniCommerce.Sessions.Hot;
using OmniCommerce.Testing;
using Activity = OmniCommerce.Sessions.Domain.Activity;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class RedisSessionStoreTests : SessionStoreTests, IAsyncLifetime
{
    private readonly List<RedisConnection> _connections = [];
    private RedisServer _server = null!;
    private ISessionStore _store = null!;

    internal override ISessionStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartedAsync();
        _store = await NodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_node_finds_what_another_put_whole()
    {
        var other = await NodeAsync();
        var session = NewSession(devices: 2);
        _store.Put(session);

        await Until(async () => await other.FindAsync(session.Devices[1].Token, Cancellation) is not null);

        var found = (await other.FindAsync(session.Devices[1].Token, Cancellation))!;
        (found with { Devices = [] }).ShouldBe(session with { Devices = [] });
        found.Devices.Select(device => (device.Id, device.Token, device.LastSeenAt, device.Caller))
            .ShouldBe(session.Devices.Select(device => (device.Id, device.Token, device.LastSeenAt, device.Caller)));
    }

    [Fact]
    public async Task A_change_on_one_node_outdates_the_copies_of_the_others()
    {
        var other = await NodeAsync();
        var session = NewSession();
        other.Put(session);
        await Until(async () => await _store.FindAsync(session.Id, Cancellation) is not null);

        _store.Put(session with { Version = 2, Devices = [] });

        await Until(async () => (await other.FindAsync(session.Devices[0].Token, Cancellation))?.Version == 2);
        (await other.FindAsync(session.Devices[0].Token, Cancellation))!.HasEnded(Clock.Now).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_read_the_database_too_early_does_not_bring_the_old_copy_back()
    {
        var (slow, fresh) = (await NodeAsync(), await NodeAsync());
        var session = NewSession();
        _store.Put(session with { Version = 2 });
        await Until(async () => await _server.CommandAsync($"HGET {RedisKeys.Session(session.Id.Value)} version") == "$1");

        slow.Put(session);
        await Task.Delay(100, Cancellation);

        (await fresh.FindAsync(session.Id, Cancellation))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task What_devices_did_on_one_node_is_known_on_another()
    {
        var other = await NodeAsync();
        var activity = Activity.OfView(new Kernel.ProductId(Guid.NewGuid()), new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var id = new Kernel.SessionId(Guid.NewGuid());

        _store.Note(id, activity);

        await Until(async () => !(await other.ActivityAsync(id, Cancellation)).Views.IsEmpty);
        (await other.ActivityAsync(id, Cancellation)).Views.ShouldBe(activity.Views);
    }

    [Fact]
    public async Task What_another_version_of_the_program_wrote_is_not_known()
    {
        var session = NewSession();
        await _server.CommandAsync($"HSET {RedisKeys.Session(session.Id.Value)} version 1 copy nonsense");

        (await _store.FindAsync(session.Id, Cancellation)).ShouldBeNull();
    }

    private static async Task Until(Func<Task<bool>> happened)
    {
        for (var since = Stopwatch.StartNew(); !await happened(); await Task.Delay(5, Cancellation))
            since.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private async Task<ISessionStore> NodeAsync()
    {
        var connection = new RedisConnection(_server.Configuration, NullLogger<RedisConnection>.Instance);
        _connections.Add(connection);
        var store = new RedisSessionStore(connection, new InProcessSessionStore(new SessionsOptions(), Clock), Clock, NullLogger<RedisSessionStore>.Instance);
        await Until(() => Task.FromResult(connection.IsAvailable));
        return store;
    }
}

/// <summary>A shop whose node remembers next to nothing itself, so that Redis, or else the database, is asked all the time.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    // The deadline of a call is 250 ms, the rest is the look-ups' own work. A call without a deadline waits until Redis is back.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(2500);

    private readonly RedisServer _server = new();
    private readonly Shop _shop;

    public RedisFaultTests() => _shop = new Shop(_server.Configuration);

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Sessions_live_through_Redis_that_comes_late_dies_forgets_and_freezes()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 20; i++)
            tokens.Add((await _shop.Start()).Token);
        await Task.WhenAll(tokens.Select(_shop.CallerOf));
        await AllAreKnown(tokens, TimeSpan.FromSeconds(1), "absent at start");

        await _server.StartAsync();
        await AllAreKnown(tokens, TimeSpan.FromSeconds(1), "there");

        await _server.KillAsync();
        await AllAreKnown(tokens, TimeSpan.FromSeconds(1), "killed");
        await _server.StartAsync();
        await AllAreKnown(tokens, TimeSpan.FromSeconds(1), "started again");

        await _server.FlushAsync();
        await AllAreKnown(tokens, TimeSpan.FromSeconds(1), "flushed");

        await _server.FreezeAsync();
        await AllAreKnown(tokens, TimeSpan.FromSeconds(10), "frozen");
        (await _shop.Send(new StartSession(SessionsFixture.Phone, null, null, Guid.NewGuid()))).IsRefused.ShouldBeFalse();
        await _shop.Send(new SignOut(await _shop.CallerOf(tokens[0]), Everywhere: false));
        await _server.ThawAsync();
        await AllAreKnown(tokens[1..], TimeSpan.FromSeconds(1), "thawed");
    }

    private async Task AllAreKnown(List<string> tokens, TimeSpan duration, string redis)
    {
        var longest = await new Heartbeat(() => _shop.InDatabase(db => db.Database.CanConnectAsync())).LongestAsync(
            async () => (await Task.WhenAll(tokens.Select(_shop.CallerOf))).ShouldAllBe(caller => caller.SessionId != null, redis), duration);
        longest.ShouldBeLessThan(LongestWait, redis);
        TestContext.Current.TestOutputHelper!.WriteLine($"Redis {redis}: 20 look-ups at once took at most {longest.TotalMilliseconds:0.0} ms");
    }

    private sealed class Shop(string redis) : SessionsFixture
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [.. base.Settings, new("Redis:Configuration", redis), new("Sessions:HotSessions", "2")];
    }
}
