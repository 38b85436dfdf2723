using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class HandOffTests(SessionsFixture shop) : IClassFixture<SessionsFixture>
{
    // Each test guesses from an address of its own.
    private readonly ClientAddress _client = new(Guid.NewGuid().ToString());

    [Fact]
    public async Task A_device_that_joins_shares_the_session_under_a_token_of_its_own()
    {
        var browser = await shop.Start();

        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);

        phone.Session.Id.ShouldBe(browser.Session.Id);
        phone.Token.ShouldNotBe(browser.Token);
        var caller = await shop.CallerOf(phone.Token);
        caller.SessionId.ShouldBe(browser.Session.Id);
        caller.DeviceName.ShouldBe("Ada's phone");
        (await shop.CallerOf(browser.Token)).SessionId.ShouldBe(browser.Session.Id);
        (await shop.NamesOfDevices(browser.Session.Id)).ShouldBe(["Ada's phone", "Firefox"]);
    }

    [Fact]
    public async Task Of_50_devices_that_use_one_code_at_once_exactly_one_joins()
    {
        var browser = await shop.Start();
        var code = await Code(browser.Token);

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            shop.Send(new JoinSession(code, SessionsFixture.Phone, new ClientAddress($"{_client.Value} {i}"))))));

        all.Count(one => !one.IsRefused).ShouldBe(1);
        all.Where(one => one.IsRefused).ShouldAllBe(one => one.Refusals.Single() is CodeExpired);
        (await shop.NamesOfDevices(browser.Session.Id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_a_used_and_an_expired_code_are_refused_alike()
    {
        var browser = await shop.Start();
        var used = await Code(browser.Token);
        var expired = await Code(browser.Token);
        await Join(used);

        var wrong = await Join("AAAAAAAA");
        var twice = await Join(used);
        shop.Clock.Advance(TimeSpan.FromSeconds(121));
        var late = await Join(expired);

        foreach (var refused in new[] { wrong, twice, late })
            refused.Refusals.ShouldHaveSingleItem().ShouldBe(new CodeExpired());
    }

    [Fact]
    public async Task A_code_is_read_as_people_type_it()
    {
        var code = await Code((await shop.Start()).Token);

        (await Join($" {code[..4].ToLowerInvariant()}-{code[4..]} ")).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_dies_with_its_session()
    {
        var browser = await shop.Start();
        var code = await Code(browser.Token);
        await shop.Send(new SignOut(await shop.CallerOf(browser.Token), Everywhere: false));

        (await Join(code)).Refusals.ShouldHaveSingleItem().ShouldBe(new CodeExpired());
    }

    [Fact]
    public async Task A_refused_device_does_not_use_the_code_up()
    {
        var code = await Code((await shop.Start()).Token);

        var refused = await shop.Send(new JoinSession(code, SessionsFixture.Till with { LocationId = new LocationId(Guid.NewGuid()) }, _client));

        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["device", "locationId"]);
        (await Join(code)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_till_that_joins_brings_the_session_into_its_store()
    {
        var phone = await shop.Start(SessionsFixture.Phone);

        var till = await shop.Join(phone.Token, SessionsFixture.Till);

        till.Session.LocationId.ShouldBe(SessionsFixture.Store);
        (await shop.Send(new FindSession(phone.Session.Id)))!.LocationId.ShouldBe(SessionsFixture.Store);
        (await shop.CallerOf(till.Token)).IsTill.ShouldBeTrue();
        (await shop.CallerOf(phone.Token)).LocationId.ShouldBeNull();
    }

    [Fact]
    public async Task The_code_itself_is_stored_nowhere()
    {
        var browser = await shop.Start();
        var code = await Code(browser.Token);

        var stored = await shop.InDatabase(db => db.Set<HandOffCode>().SingleAsync(c => c.SessionId == browser.Session.Id));

        stored.Code.ShouldBe(HandOffCode.Hash(code));
        stored.UsedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public async Task A_code_is_valid_for_30_to_600_seconds(int seconds, bool accepted)
    {
        var caller = await shop.CallerOf((await shop.Start()).Token);

        var made = await shop.Send(new CreateHandOffCode(caller, seconds));

        made.IsRefused.ShouldBe(!accepted);
        if (accepted)
            made.Value.ExpiresAt.ShouldBe(shop.Clock.Now.AddSeconds(seconds), TimeSpan.FromSeconds(10));
        else
            made.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["validForSeconds"]);
    }

    [Fact]
    public async Task Who_shares_no_session_gets_no_code() =>
        (await shop.Send(new CreateHandOffCode(shop.Callers.Anonymous, 120))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();

    [Fact]
    public async Task A_session_has_five_codes_at_a_time_however_many_are_asked_for_at_once()
    {
        var browser = await shop.Start();
        var caller = await shop.CallerOf(browser.Token);

        var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.Send(new CreateHandOffCode(caller, 30)))));

        asked.Count(one => !one.IsRefused).ShouldBe(CreateHandOffCode.MaxCodes);
        asked.Where(one => one.IsRefused).ShouldAllBe(one => one.Refusals.Single() is Forbidden);

        // They are too old to be used, but a minute has not passed.
        shop.Clock.Advance(TimeSpan.FromSeconds(45));
        (await shop.Send(new CreateHandOffCode(caller, 30))).IsRefused.ShouldBeTrue();
        shop.Clock.Advance(TimeSpan.FromSeconds(20));
        (await shop.Send(new CreateHandOffCode(caller, 30))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_guesses_too_often_is_not_even_told_that_a_guess_was_right()
    {
        var code = await Code((await shop.Start()).Token);
        for (var i = 0; i < JoinLimits.WrongPerClient; i++)
            await Join("AAAAAAAA");

        (await Join(code)).Refusals.ShouldHaveSingleItem().ShouldBe(new CodeExpired());
        (await shop.Send(new JoinSession(code, SessionsFixture.Phone, new ClientAddress("another " + _client.Value)))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Joining_rightly_may_be_done_as_often_as_one_likes()
    {
        for (var i = 0; i < JoinLimits.WrongPerClient + 5; i++)
            (await Join(await Code((await shop.Start()).Token))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Devices_that_join_at_once_all_share_the_session()
    {
        var browser = await shop.Start();
        var codes = new List<string>();
        for (var i = 0; i < CreateHandOffCode.MaxCodes; i++)
            codes.Add(await Code(browser.Token));

        var all = await Task.WhenAll(codes.Select(code => Task.Run(() => Join(code))));

        all.ShouldAllBe(one => !one.IsRefused);
        (await shop.NamesOfDevices(browser.Session.Id)).Count.ShouldBe(1 + codes.Count);
    }

    private async Task<string> Code(string token) => (await shop.Send(new CreateHandOffCode(await shop.CallerOf(token), CreateHandOffCode.DefaultSeconds))).Value.Text;

    private Task<Result<JoinedSession>> Join(string code) => shop.Send(new JoinSession(code, SessionsFixture.Phone, _client));
}
