using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class CallersTests(SessionsFixture shop) : IClassFixture<SessionsFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Who_has_no_valid_token_is_anonymous_in_the_shops_own_currency(string? header)
    {
        var caller = await shop.Callers.FromBearerAsync(header, Cancellation);

        caller.ShouldBe(Caller.Anonymous(Currency.Of("GBP"), "en-GB"));
    }

    [Fact]
    public async Task A_session_that_no_hot_copy_is_left_of_is_found_in_the_database()
    {
        var started = await shop.Start();

        shop.OutliveHotCopies();

        (await shop.CallerOf(started.Token)).SessionId.ShouldBe(started.Session.Id);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends_after_30_days()
    {
        var started = await shop.Start();

        shop.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        (await shop.Send(new FindSession(started.Session.Id))).ShouldNotBeNull();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));

        (await shop.CallerOf(started.Token)).SessionId.ShouldBeNull();
        (await shop.Send(new FindSession(started.Session.Id))).ShouldBeNull();
        (await shop.NamesOfDevices(started.Session.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_is_used_goes_on_for_30_days_more_and_is_extended_at_most_once_an_hour()
    {
        var started = await shop.Start();

        shop.Clock.Advance(TimeSpan.FromDays(29));
        await shop.CallerOf(started.Token);
        await shop.Journal.FlushAsync(Cancellation);
        var extended = await ExpiresAt(started.Session.Id);
        extended.ShouldBe(shop.Clock.Now.AddDays(30), TimeSpan.FromSeconds(10));

        shop.Clock.Advance(TimeSpan.FromMinutes(50));
        await shop.CallerOf(started.Token);
        await shop.Journal.FlushAsync(Cancellation);
        (await ExpiresAt(started.Session.Id)).ShouldBe(extended);

        shop.Clock.Advance(TimeSpan.FromDays(29));
        (await shop.CallerOf(started.Token)).SessionId.ShouldBe(started.Session.Id);
    }

    [Fact]
    public async Task The_extension_is_seen_at_once_though_the_database_hears_of_it_later()
    {
        var started = await shop.Start();

        shop.Clock.Advance(TimeSpan.FromDays(10));
        await shop.CallerOf(started.Token);

        (await shop.Send(new FindSession(started.Session.Id)))!.ExpiresAt.ShouldBe(shop.Clock.Now.AddDays(30), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_session_that_another_node_extended_is_not_thought_to_have_ended()
    {
        var started = await shop.Start();
        shop.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(30));
        (await shop.Send(new FindSession(started.Session.Id))).ShouldNotBeNull();

        var later = shop.Clock.Now.AddDays(30);
        await shop.InDatabase(db => db.Set<Session>().Where(session => session.Id == started.Session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ExpiresAt, later), Cancellation));
        shop.Clock.Advance(TimeSpan.FromSeconds(31));

        (await shop.CallerOf(started.Token)).SessionId.ShouldBe(started.Session.Id);
    }

    [Fact]
    public async Task A_session_that_ended_is_not_brought_back_by_a_late_extension()
    {
        var started = await shop.Start();
        shop.Clock.Advance(TimeSpan.FromDays(10));
        var caller = await shop.CallerOf(started.Token);

        await shop.Send(new SignOut(caller, Everywhere: true));
        await shop.Journal.FlushAsync(Cancellation);

        (await ExpiresAt(started.Session.Id)).ShouldBeLessThanOrEqualTo(shop.Clock.Now);
    }

    [Fact]
    public async Task A_device_is_seen_again_after_a_minute_and_the_newest_activity_comes_first()
    {
        var browser = await shop.Start(SessionsFixture.Browser);
        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);

        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        await shop.CallerOf(browser.Token);
        (await shop.NamesOfDevices(browser.Session.Id)).ShouldBe(["Ada's phone", "Firefox"]);

        shop.Clock.Advance(TimeSpan.FromSeconds(31));
        await shop.CallerOf(browser.Token);
        (await shop.NamesOfDevices(browser.Session.Id)).ShouldBe(["Firefox", "Ada's phone"]);

        await shop.Journal.FlushAsync(Cancellation);
        shop.OutliveHotCopies();
        await shop.CallerOf(phone.Token);
        (await shop.NamesOfDevices(browser.Session.Id)).ShouldBe(["Ada's phone", "Firefox"]);
    }

    [Fact]
    public async Task Of_a_thousand_requests_within_a_minute_one_is_noted()
    {
        var started = await shop.Start();
        shop.Clock.Advance(TimeSpan.FromMinutes(2));

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => shop.CallerOf(started.Token))));
        var noted = shop.Journal.Of(started.Session.Id);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => shop.CallerOf(started.Token))));

        noted.Seen.ShouldHaveSingleItem();
        shop.Journal.Of(started.Session.Id).Seen.ShouldBe(noted.Seen);
    }

    private Task<DateTimeOffset> ExpiresAt(SessionId id) =>
        shop.InDatabase(db => db.Set<Session>().Where(session => session.Id == id).Select(session => session.ExpiresAt).SingleAsync());
}
