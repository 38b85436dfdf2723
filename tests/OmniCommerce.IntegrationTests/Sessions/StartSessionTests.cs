using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class StartSessionTests(StartSessionTests.Fixture shop) : IClassFixture<StartSessionTests.Fixture>
{
    [Fact]
    public async Task The_token_names_the_device_and_the_device_the_session()
    {
        var started = (await shop.Send(new StartSession(SessionsFixture.Till, "de-DE", Currency.Of("EUR"), null))).Value;

        var caller = await shop.CallerOf(started.Token);

        caller.SessionId.ShouldBe(started.Session.Id);
        caller.DeviceName.ShouldBe("Till 3");
        caller.Channel.ShouldBe(Channel.Pos);
        caller.IsTill.ShouldBeTrue();
        caller.LocationId.ShouldBe(SessionsFixture.Store);
        caller.CustomerId.ShouldBeNull();
        caller.Currency.ShouldBe(Currency.Of("EUR"));
        caller.Locale.ShouldBe("de-DE");
        started.Session.LocationId.ShouldBe(SessionsFixture.Store);
        started.Session.ExpiresAt.ShouldBe(started.Session.StartedAt.AddDays(30));
    }

    [Fact]
    public async Task Without_wishes_the_session_speaks_the_shops_language_and_currency()
    {
        var started = await shop.Start();

        started.Session.Locale.ShouldBe("en-GB");
        started.Session.Currency.ShouldBe(Currency.Of("GBP"));
    }

    [Fact]
    public async Task The_token_is_stored_nowhere()
    {
        var started = (await shop.Send(new StartSession(SessionsFixture.Browser, null, null, Guid.NewGuid()))).Value;

        var outcomes = await shop.InDatabase(db => db.Set<Operation>().Select(operation => operation.Outcome).ToListAsync());
        var device = await shop.InDatabase(db => db.Set<Device>().SingleAsync(device => device.SessionId == started.Session.Id));

        outcomes.ShouldNotBeEmpty();
        outcomes.ShouldAllBe(outcome => !outcome.Contains(started.Token));
        device.Token.ToHex().ShouldNotContain(started.Token);
    }

    [Fact]
    public async Task A_repeat_answers_the_same_session_and_a_token_that_works()
    {
        var command = new StartSession(SessionsFixture.Phone, null, null, Guid.NewGuid());

        var first = (await shop.Send(command)).Value;
        shop.Clock.Advance(TimeSpan.FromMinutes(14));
        var again = (await shop.Send(command)).Value;

        again.Session.Id.ShouldBe(first.Session.Id);
        (await shop.CallerOf(again.Token)).SessionId.ShouldBe(first.Session.Id);
        (await shop.NamesOfDevices(first.Session.Id)).ShouldBe(["Ada's phone"]);
    }

    [Fact]
    public async Task Repeats_at_once_start_one_session()
    {
        var command = new StartSession(SessionsFixture.Phone, null, null, Guid.NewGuid());

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.Send(command))));

        all.Select(one => (one.Value.Session.Id, one.Value.Token)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task After_a_quarter_of_an_hour_the_token_is_not_told_again_and_its_keys_are_gone()
    {
        var command = new StartSession(SessionsFixture.Phone, null, null, Guid.NewGuid());
        await shop.Send(command);

        shop.Clock.Advance(TimeSpan.FromMinutes(15.1));
        (await shop.Send(command)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["operationId"]);

        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await shop.Send(command with { OperationId = Guid.NewGuid() });
        (await shop.InDatabase(db => db.Set<StartKey>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_with_another_input_is_refused()
    {
        var command = new StartSession(SessionsFixture.Phone, null, null, Guid.NewGuid());
        await shop.Send(command);

        var other = await shop.Send(command with { Device = SessionsFixture.Browser });

        other.Refusals.ShouldHaveSingleItem().ShouldBeOfType<OperationReused>();
    }

    [Fact]
    public async Task A_repeat_shows_nothing_to_a_device_that_has_left()
    {
        var command = new StartSession(SessionsFixture.Phone, null, null, Guid.NewGuid());
        var first = (await shop.Send(command)).Value;
        await shop.Join(first.Token, SessionsFixture.Browser);
        await shop.Send(new SignOut(await shop.CallerOf(first.Token), Everywhere: false));

        (await shop.Send(command)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
    }

    [Theory]
    [InlineData("", Channel.Web, "device", "name")]
    [InlineData("   ", Channel.Web, "device", "name")]
    [InlineData("Ada's\nphone", Channel.Web, "device", "name")]
    [InlineData("Bank", Channel.Partner, "device", "channel")]
    [InlineData("Agent", Channel.CallCenter, "device", "channel")]
    [InlineData("Till", Channel.Pos, "device", "locationId")]
    public async Task A_device_that_may_not_start_is_told_why(string name, Channel channel, params string[] path)
    {
        var refused = await shop.Send(new StartSession(new DeviceClaim(name, channel, null), null, null, null));

        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(path);
    }

    [Fact]
    public async Task A_name_of_80_characters_is_accepted_and_one_more_is_not()
    {
        (await shop.Send(new StartSession(new DeviceClaim(new string('x', 80), Channel.Web, null), null, null, null))).IsRefused.ShouldBeFalse();
        (await shop.Send(new StartSession(new DeviceClaim(new string('x', 81), Channel.Web, null), null, null, null))).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task A_locale_that_is_none_is_refused() =>
        (await shop.Send(new StartSession(SessionsFixture.Browser, "English!", null, null)))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["locale"]);

    [Fact]
    public async Task A_device_in_an_unknown_store_is_refused()
    {
        var nowhere = new LocationId(Guid.NewGuid());

        var refused = await shop.Send(new StartSession(SessionsFixture.Till with { LocationId = nowhere }, null, null, null));

        refused.Refusals.ShouldHaveSingleItem().ShouldBe(new NotFound(nowhere.ToString(), "location"));
    }

    [Fact]
    public async Task Who_hears_of_the_start_is_part_of_it()
    {
        var failing = new StartSession(SessionsFixture.Browser with { Name = Listener.Troublemaker }, null, null, null);

        await Should.ThrowAsync<InvalidOperationException>(() => shop.Send(failing));

        var heard = shop.Services.GetRequiredService<Heard>().Last!;
        heard.Locale.ShouldBe("en-GB");
        (await shop.InDatabase(db => db.Set<Session>().AnyAsync(session => session.Id == heard.Id))).ShouldBeFalse();
        (await shop.Send(new FindSession(heard.Id))).ShouldBeNull();
    }

    public sealed class Fixture : SessionsFixture
    {
        protected override void AddServices(IServiceCollection services)
        {
            base.AddServices(services);
            services.AddSingleton<Heard>();
            services.AddTransient<INotificationHandler<SessionStarted>, Listener>();
        }
    }

    internal sealed class Heard
    {
        public ShopperSession? Last { get; set; }
    }

    private sealed class Listener(Heard heard, CommerceDbContext db) : INotificationHandler<SessionStarted>
    {
        public const string Troublemaker = "Troublemaker";

        public Task Handle(SessionStarted notification, CancellationToken cancellationToken)
        {
            if (!db.ChangeTracker.Entries<Device>().Any(device => device.Entity.Name == Troublemaker))
                return Task.CompletedTask;
            heard.Last = notification.Session;
            throw new InvalidOperationException("The listener fails.");
        }
    }
}

public sealed class UnenrolledTillTests(CommerceFixture shop) : IClassFixture<CommerceFixture>
{
    [Fact]
    public async Task A_device_cannot_make_itself_a_till_unless_the_shop_allows_it()
    {
        var refused = await shop.Send(new StartSession(SessionsFixture.Till, null, null, null));

        var refusal = refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        refusal.Path.ShouldBe(["device", "channel"]);
        refusal.Message.ShouldContain("enrolled");
    }

    [Fact]
    public async Task Nor_can_it_by_joining()
    {
        var refused = await shop.Send(new JoinSession("AAAAAAAA", SessionsFixture.Till, ClientAddress.Unknown));

        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["device", "channel"]);
    }
}
