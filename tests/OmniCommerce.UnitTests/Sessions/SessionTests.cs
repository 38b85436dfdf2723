using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.UnitTests.Sessions;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_change_raises_the_version()
    {
        var session = Start(Phone());
        long[] versions =
        [
            session.Version,
            After(() => session.Join(Phone())),
            After(() => session.SignIn(new CustomerId(Guid.NewGuid()))),
            After(session.OfferHandOff),
            After(() => session.Remove(session.Devices[0].Id, Now)),
            After(() => session.End(Now)),
        ];

        versions.ShouldBe([1, 2, 3, 4, 5, 6]);

        long After(Action change)
        {
            change();
            return session.Version;
        }
    }

    [Fact]
    public void It_ends_with_its_last_device_and_not_before()
    {
        var session = Start(Phone());
        session.Join(Phone());

        session.Remove(session.Devices[1].Id, Now).ShouldBeTrue();
        session.HasEnded(Now).ShouldBeFalse();
        session.Remove(session.Devices[0].Id, Now).ShouldBeTrue();
        session.HasEnded(Now).ShouldBeTrue();
    }

    [Fact]
    public void A_device_that_does_not_share_it_changes_nothing_by_leaving()
    {
        var session = Start(Phone());

        session.Remove(new DeviceId(Guid.NewGuid()), Now).ShouldBeFalse();

        session.Version.ShouldBe(1);
        session.HasEnded(Now).ShouldBeFalse();
    }

    [Fact]
    public void It_ends_at_its_time()
    {
        var session = Start(Phone());

        session.HasEnded(Now.AddDays(30).AddTicks(-1)).ShouldBeFalse();
        session.HasEnded(Now.AddDays(30)).ShouldBeTrue();
    }

    [Fact]
    public void The_location_is_the_last_tills()
    {
        var (first, second) = (new LocationId(Guid.NewGuid()), new LocationId(Guid.NewGuid()));
        var session = Start(Phone());
        session.LocationId.ShouldBeNull();

        session.Join(Device.Of(new DeviceId(Guid.NewGuid()), new DeviceClaim("Till 1", Channel.Pos, first), Token(), Now));
        session.Join(Device.Of(new DeviceId(Guid.NewGuid()), new DeviceClaim("Kiosk", Channel.Web, second), Token(), Now));

        session.LocationId.ShouldBe(first);
    }

    [Fact]
    public void Twenty_devices_are_the_most()
    {
        var session = Start(Phone());
        for (var i = 1; i < Session.MaxDevices; i++)
            session.Join(Phone()).IsRefused.ShouldBeFalse();

        var refusal = session.Join(Phone()).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();

        refusal.Message.ShouldContain("20 devices");
        session.Devices.Count.ShouldBe(20);
    }

    [Fact]
    public void A_name_is_kept_without_the_spaces_around_it() =>
        Device.Of(new DeviceId(Guid.NewGuid()), new DeviceClaim("  Ada's phone ", Channel.Mobile, null), Token(), Now).Name.ShouldBe("Ada's phone");

    private static Session Start(Device first) =>
        Session.Start(new SessionId(Guid.NewGuid()), "en-GB", Currency.Of("GBP"), first, Now, TimeSpan.FromDays(30));

    private static Device Phone() => Device.Of(new DeviceId(Guid.NewGuid()), new DeviceClaim("Phone", Channel.Mobile, null), Token(), Now);

    private static SecretHash Token() => DeviceToken.Random().Hash;
}
