using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Features;
using OmniCommerce.Sessions.GraphQL;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class ConnectedCallerTests(SessionsFixture shop) : IClassFixture<SessionsFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_ends_when_its_device_leaves_however_it_leaves(bool everywhere)
    {
        var browser = await shop.Start();
        var phone = await shop.CallerOf((await shop.Join(browser.Token, SessionsFixture.Phone)).Token);
        await using var connected = shop.Callers.Follow(phone);

        await (everywhere
            ? shop.Send(new SignOut(await shop.CallerOf(browser.Token), Everywhere: true))
            : (Task)shop.Send(new RevokeDevice(await shop.CallerOf(browser.Token), phone.DeviceId!.Value, null)));

        await Until(() => connected.Left.IsCancellationRequested);
    }

    [Fact]
    public async Task A_connection_stays_when_another_device_leaves_and_knows_its_shopper_when_they_sign_in()
    {
        var browser = await shop.Start();
        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);
        await using var connected = shop.Callers.Follow(await shop.CallerOf(browser.Token));
        var ada = new CustomerId(Guid.NewGuid());

        await shop.Send(new SignOut(await shop.CallerOf(phone.Token), Everywhere: false));
        await shop.Send(new SignSessionIn(browser.Session.Id, ada));

        await Until(() => connected.Current.CustomerId == ada);
        connected.Left.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task An_anonymous_connection_never_ends_by_itself()
    {
        await using var connected = shop.Callers.Follow(shop.Callers.Anonymous);

        connected.Left.IsCancellationRequested.ShouldBeFalse();
        connected.Current.ShouldBe(shop.Callers.Anonymous);
    }

    [Fact]
    public async Task A_device_that_had_left_before_it_connected_is_found_out()
    {
        var browser = await shop.Start();
        var caller = await shop.CallerOf(browser.Token);
        await shop.Send(new SignOut(caller, Everywhere: false));

        await using var connected = shop.Callers.Follow(caller);

        await Until(() => connected.Left.IsCancellationRequested);
    }

    [Fact]
    public async Task Subscribers_see_the_session_after_each_change_until_their_own_device_leaves()
    {
        var browser = await shop.Start();
        var caller = await shop.CallerOf(browser.Token);
        await using var changes = Subscribe(caller).GetAsyncEnumerator(Cancellation);
        var ada = new CustomerId(Guid.NewGuid());

        await shop.Send(new SignSessionIn(browser.Session.Id, ada));
        (await changes.MoveNextAsync()).ShouldBeTrue();
        changes.Current.CustomerId.ShouldBe(ada);

        await shop.Join(browser.Token, SessionsFixture.Till);
        // Of the code that was made and the till that joined, the last is what counts.
        (await changes.MoveNextAsync()).ShouldBeTrue();
        changes.Current.LocationId.ShouldBe(SessionsFixture.Store);

        await shop.Send(new SignOut(caller, Everywhere: false));
        (await changes.MoveNextAsync()).ShouldBeFalse();
    }

    private IAsyncEnumerable<ShopperSession> Subscribe(Caller caller) => SessionSubscriptions.SessionChanged(
        caller, shop.Services.GetRequiredService<IBroadcast>(), shop.Services.GetRequiredService<LiveSessions>(), shop.Clock, Cancellation);

    private static async Task Until(Func<bool> happened)
    {
        for (var deadline = TimeProvider.System.GetTimestamp(); !happened(); await Task.Delay(5, Cancellation))
            TimeProvider.System.GetElapsedTime(deadline).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }
}
