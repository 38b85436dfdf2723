using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Inventory;

public sealed class PickUpCalendarTests
{
    private static readonly LocationId Store = new(Guid.NewGuid());

    [Fact]
    public void Hours_are_cut_into_slots_at_the_locations_clocks()
    {
        var times = Times(Terms("Europe/London", 60, Hours(Weekday.Monday, "09:00", "11:30"), Hours(Weekday.Tuesday, "23:00", "00:00")), "2026-07-06", 2);

        times.Select(time => (time.StartsAt, time.EndsAt)).ShouldBe(
        [
            (Utc("2026-07-06T08:00"), Utc("2026-07-06T09:00")),
            (Utc("2026-07-06T09:00"), Utc("2026-07-06T10:00")),
            (Utc("2026-07-07T22:00"), Utc("2026-07-07T23:00")),
        ]);
    }

    [Fact]
    public void A_slot_says_its_time_as_the_locations_clocks_do()
    {
        var terms = Terms("America/New_York", 30, Hours(Weekday.Monday, "09:00", "10:00"));

        Times(terms, "2026-11-23", 1).Select(time => PickUpCalendar.LocalTime(terms, time)).ShouldBe(["2026-11-23 09:00–09:30", "2026-11-23 09:30–10:00"]);
        PickUpCalendar.DateAt(terms, Utc("2026-11-23T03:00")).ShouldBe(new DateOnly(2026, 11, 22));
    }

    [Theory]
    [InlineData("2026-03-29", 3)]
    [InlineData("2026-03-22", 4)]
    [InlineData("2026-10-25", 5)]
    public void On_the_day_on_which_clocks_change_no_slot_is_twice_and_none_never_comes(string sunday, int slots)
    {
        var times = Times(Terms("Europe/London", 60, Hours(Weekday.Sunday, "00:00", "04:00")), sunday, 1);

        times.Count.ShouldBe(slots);
        times.Zip(times.Skip(1)).ShouldAllBe(two => two.First.EndsAt == two.Second.StartsAt);
        times.ShouldAllBe(time => time.EndsAt - time.StartsAt == TimeSpan.FromHours(1));
    }

    [Fact]
    public void Each_slot_is_found_by_its_beginning_and_nothing_else_is()
    {
        var terms = Terms("Pacific/Auckland", 45, [.. Enum.GetValues<Weekday>().Select(day => Hours(day, "08:15", "21:00"))]);

        var times = Times(terms, "2026-09-20", 14);

        times.Count.ShouldBe(14 * 17);
        times.ShouldAllBe(time => PickUpCalendar.At(Store, terms, time.StartsAt) == time);
        PickUpCalendar.At(Store, terms, times[0].StartsAt.AddMinutes(1)).ShouldBeNull();
    }

    [Fact]
    public void On_a_closed_day_nothing_is_handed_out()
    {
        var terms = Terms("Europe/London", 60, Hours(Weekday.Friday, "09:00", "10:00")) with { ClosedDays = [new DateOnly(2026, 12, 25)] };

        Times(terms, "2026-12-18", 15).Select(time => PickUpCalendar.DateAt(terms, time.StartsAt).Day).ShouldBe([18, 1]);
    }

    [Theory]
    [InlineData("Mars/Olympus", 60, 1, "09:00", "10:00", nameof(PickUpTerms.TimeZone))]
    [InlineData("Europe/London", 4, 1, "09:00", "10:00", nameof(PickUpTerms.SlotMinutes))]
    [InlineData("Europe/London", 60, 0, "09:00", "10:00", nameof(PickUpTerms.Capacity))]
    [InlineData("Europe/London", 60, 1, "10:00", "10:00", "Week[0]")]
    [InlineData("Europe/London", 60, 1, "10:00", "09:00", "Week[0]")]
    [InlineData("Europe/London", 60, 1, "12:00", "14:00", nameof(PickUpTerms.Week))]
    public void Terms_that_nobody_could_keep_are_refused(string zone, int minutes, int capacity, string from, string until, string wrong)
    {
        var terms = Terms(zone, minutes, Hours(Weekday.Monday, from, until), Hours(Weekday.Monday, "13:00", "00:00")) with { Capacity = capacity };

        new PickUpTermsValidator().Validate(terms).Errors.ShouldHaveSingleItem().PropertyName.ShouldBe(wrong);
    }

    private static List<PickUpTime> Times(PickUpTerms terms, string first, int days) => [.. PickUpCalendar.Times(Store, terms, DateOnly.Parse(first), days)];

    private static PickUpTerms Terms(string zone, int minutes, params PickUpHours[] week) =>
        new() { TimeZone = zone, SlotMinutes = minutes, Capacity = 1, Week = week };

    private static PickUpHours Hours(Weekday day, string from, string until) => new(day, TimeOnly.Parse(from), TimeOnly.Parse(until));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z");
}
