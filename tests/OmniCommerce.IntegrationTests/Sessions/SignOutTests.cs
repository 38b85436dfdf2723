using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class SignOutTests(SessionsFixture shop) : IClassFixture<SessionsFixture>
{
    [Fact]
    public async Task A_device_that_signs_out_leaves_the_others_alone()
    {
        var browser = await shop.Start();
        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);

        await SignOut(phone.Token, everywhere: false);

        (await shop.CallerOf(phone.Token)).SessionId.ShouldBeNull();
        (await shop.CallerOf(browser.Token)).SessionId.ShouldBe(browser.Session.Id);
        (await shop.NamesOfDevices(browser.Session.Id)).ShouldBe(["Firefox"]);
    }

    [Fact]
    public async Task The_last_device_takes_the_session_with_it()
    {
        var browser = await shop.Start();

        await SignOut(browser.Token, everywhere: false);

        (await shop.CallerOf(browser.Token)).SessionId.ShouldBeNull();
        (await shop.Send(new FindSession(browser.Session.Id))).ShouldBeNull();
        shop.OutliveHotCopies();
        (await shop.CallerOf(browser.Token)).SessionId.ShouldBeNull();
        (await shop.Send(new FindSession(browser.Session.Id))).ShouldBeNull();
    }

    [Fact]
    public async Task A_guest_who_signs_out_everywhere_ends_this_session()
    {
        var browser = await shop.Start();
        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);
        var stranger = await shop.Start();

        await SignOut(phone.Token, everywhere: true);

        (await shop.CallerOf(browser.Token)).SessionId.ShouldBeNull();
        (await shop.CallerOf(phone.Token)).SessionId.ShouldBeNull();
        (await shop.CallerOf(stranger.Token)).SessionId.ShouldBe(stranger.Session.Id);
    }

    [Fact]
    public async Task A_customer_who_signs_out_everywhere_ends_all_their_sessions_and_nobody_elses()
    {
        var ada = new CustomerId(Guid.NewGuid());
        var home = await shop.Start();
        var work = await shop.Start();
        var bob = await shop.Start();
        await shop.Send(new SignSessionIn(home.Session.Id, ada));
        await shop.Send(new SignSessionIn(work.Session.Id, ada));
        await shop.Send(new SignSessionIn(bob.Session.Id, new CustomerId(Guid.NewGuid())));

        await SignOut(home.Token, everywhere: true);

        (await shop.CallerOf(home.Token)).SessionId.ShouldBeNull();
        (await shop.CallerOf(work.Token)).SessionId.ShouldBeNull();
        (await shop.CallerOf(bob.Token)).SessionId.ShouldBe(bob.Session.Id);
    }

    [Fact]
    public async Task Who_shares_no_session_cannot_sign_out_of_one() =>
        (await shop.Send(new SignOut(shop.Callers.Anonymous, Everywhere: true))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();

    [Fact]
    public async Task Signing_in_changes_the_caller_on_every_device_at_once()
    {
        var browser = await shop.Start();
        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);
        var ada = new CustomerId(Guid.NewGuid());

        var session = (await shop.Send(new SignSessionIn(browser.Session.Id, ada))).Value;

        session.CustomerId.ShouldBe(ada);
        (await shop.CallerOf(browser.Token)).CustomerId.ShouldBe(ada);
        (await shop.CallerOf(phone.Token)).CustomerId.ShouldBe(ada);
    }

    [Fact]
    public async Task A_session_that_has_ended_cannot_be_signed_in()
    {
        var browser = await shop.Start();
        await SignOut(browser.Token, everywhere: false);

        (await shop.Send(new SignSessionIn(browser.Session.Id, new CustomerId(Guid.NewGuid())))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }

    [Fact]
    public async Task A_lost_phone_is_removed_by_another_device_and_once_is_enough()
    {
        var browser = await shop.Start();
        var phone = await shop.Join(browser.Token, SessionsFixture.Phone);
        var lost = (await shop.CallerOf(phone.Token)).DeviceId!.Value;
        var command = new RevokeDevice(await shop.CallerOf(browser.Token), lost, Guid.NewGuid());

        (await shop.Send(command)).Value.ShouldBe(browser.Session.Id);
        (await shop.Send(command)).Value.ShouldBe(browser.Session.Id);

        (await shop.CallerOf(phone.Token)).SessionId.ShouldBeNull();
        (await shop.Send(command with { OperationId = null })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }

    [Fact]
    public async Task Nobody_removes_a_device_of_another_session()
    {
        var browser = await shop.Start();
        var stranger = await shop.CallerOf((await shop.Start()).Token);

        var refused = await shop.Send(new RevokeDevice(await shop.CallerOf(browser.Token), stranger.DeviceId!.Value, null));
        var anonymous = await shop.Send(new RevokeDevice(shop.Callers.Anonymous, stranger.DeviceId!.Value, null));

        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        anonymous.Refusals.ShouldHaveSingleItem().ShouldBeOfType<Forbidden>();
        (await shop.NamesOfDevices(stranger.SessionId!.Value)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_ended_long_ago_is_deleted_with_all_that_belongs_to_it_and_what_lives_is_not()
    {
        var ended = await shop.Start();
        var code = (await shop.Send(new CreateHandOffCode(await shop.CallerOf(ended.Token), 600))).Value;
        await SignOut(ended.Token, everywhere: false);
        shop.Clock.Advance(ForgetEndedSessions.KeptFor + TimeSpan.FromMinutes(1));
        var recent = await shop.Start();
        await SignOut(recent.Token, everywhere: false);
        var alive = await shop.Start();

        await shop.Run<ForgetEndedSessions>();

        (await Exists(ended.Session.Id)).ShouldBeFalse();
        (await Exists(recent.Session.Id)).ShouldBeTrue();
        (await Exists(alive.Session.Id)).ShouldBeTrue();
        (await shop.InDatabase(db => db.Set<HandOffCode>().AnyAsync(c => c.Code == HandOffCode.Hash(code.Text)))).ShouldBeFalse();
    }

    private async Task SignOut(string token, bool everywhere) =>
        (await shop.Send(new SignOut(await shop.CallerOf(token), everywhere))).IsRefused.ShouldBeFalse();

    private Task<bool> Exists(SessionId id) => shop.InDatabase(db => db.Set<Session>().AnyAsync(session => session.Id == id));
}
