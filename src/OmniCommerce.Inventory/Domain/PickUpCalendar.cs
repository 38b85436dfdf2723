using System.Globalization;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>
/// Cuts a location's hours into slots. Hours are read at the location's clocks and cut in real time, so that on the day on which clocks change
/// there is no slot twice and none that never comes.
/// </summary>
internal static class PickUpCalendar
{
    public static IEnumerable<PickUpTime> Times(LocationId location, PickUpTerms terms, DateOnly first, int days)
    {
        var zone = ZoneOf(terms);
        var length = TimeSpan.FromMinutes(terms.SlotMinutes);
        for (var date = first; date < first.AddDays(days); date = date.AddDays(1))
        {
            if (terms.ClosedDays.Contains(date))
                continue;
            foreach (var hours in terms.Week.Where(hours => DayOf(hours) == date.DayOfWeek).OrderBy(hours => hours.From))
            {
                var end = hours.Until == TimeOnly.MinValue ? date.AddDays(1) : date;
                var (from, until) = (zone.InstantOf(date.ToDateTime(hours.From)), zone.InstantOf(end.ToDateTime(hours.Until)));
                for (var start = from; start + length <= until; start += length)
                    yield return new PickUpTime(location, start, start + length);
            }
        }
    }

    /// <summary>The slot that begins then; null when none does.</summary>
    public static PickUpTime? At(LocationId location, PickUpTerms terms, DateTimeOffset startsAt) =>
        Times(location, terms, DateAt(terms, startsAt), 1).FirstOrDefault(time => time.StartsAt == startsAt);

    /// <summary>Which day it is then at the location.</summary>
    public static DateOnly DateAt(PickUpTerms terms, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, ZoneOf(terms)).DateTime);

    /// <summary>The time at the location's clocks: 2026-11-23 09:00–09:30.</summary>
    public static string LocalTime(PickUpTerms terms, PickUpTime time)
    {
        var zone = ZoneOf(terms);
        return string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(time.StartsAt, zone):yyyy-MM-dd HH:mm}–{TimeZoneInfo.ConvertTime(time.EndsAt, zone):HH:mm}");
    }

    private static TimeZoneInfo ZoneOf(PickUpTerms terms) => TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone);

    private static DayOfWeek DayOf(PickUpHours hours) => (DayOfWeek)((int)hours.Day % 7);
}
