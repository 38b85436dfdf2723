using System.Globalization;
using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>When a location hands out what was ordered.</summary>
/// <param name="LocationId">The location; the till's own unless said otherwise.</param>
/// <param name="Terms">When; left out to offer no slots any more. What was promised stays promised.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record SetPickUpTermsInput(LocationId? LocationId, PickUpTermsInput? Terms, Guid? OperationId);

/// <summary>When a location hands out what was ordered, and how much at once.</summary>
/// <param name="TimeZone">The time zone of the location's clocks, by its IANA name: Europe/London.</param>
/// <param name="SlotMinutes">How long a slot lasts, 5 to 1440 minutes.</param>
/// <param name="Capacity">How many orders can be collected in one slot, 1 to 10000.</param>
/// <param name="Week">The hours of the days of the week; a day that is not named is closed.</param>
/// <param name="LeadMinutes">How long before its beginning a slot must be chosen.</param>
/// <param name="TransferHours">Within how many hours goods come from other locations that are collected here; left out, only what is here is collected.</param>
/// <param name="ClosedOn">Days on which nothing is handed out: 2026-12-25.</param>
internal sealed record PickUpTermsInput(
    string TimeZone, int SlotMinutes, int Capacity, IReadOnlyList<PickUpHoursInput> Week, int LeadMinutes = 0, int? TransferHours = null, IReadOnlyList<string>? ClosedOn = null)
{
    /// <summary>The terms; or what is wrong with them, and where.</summary>
    public Result<PickUpTerms> ToTerms()
    {
        var week = new List<PickUpHours>(Week.Count);
        for (var i = 0; i < Week.Count; i++)
        {
            if (!TryTime(Week[i].From, out var from))
                return new InvalidInput("Write a time as 09:30.", ["terms", "week", $"{i}", "from"]);
            if (!TryTime(Week[i].Until, out var until))
                return new InvalidInput("Write a time as 09:30.", ["terms", "week", $"{i}", "until"]);
            week.Add(new PickUpHours(Week[i].Day, from, until));
        }

        var closed = new List<DateOnly>();
        foreach (var text in ClosedOn ?? [])
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return new InvalidInput("Write a day as 2026-12-25.", ["terms", "closedOn"]);
            closed.Add(day);
        }

        return new PickUpTerms { TimeZone = TimeZone, SlotMinutes = SlotMinutes, Capacity = Capacity, LeadMinutes = LeadMinutes, TransferHours = TransferHours, Week = week, ClosedDays = closed };
    }

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}

/// <summary>Hours of a day of the week, at the location's clocks.</summary>
/// <param name="Day">The day.</param>
/// <param name="From">From when: 09:00.</param>
/// <param name="Until">Until when, later the same day; 00:00 for midnight.</param>
internal sealed record PickUpHoursInput(Weekday Day, string From, string Until);

[MutationType]
internal static class PickUpMutations
{
    /// <summary>At a till: says when a location hands out what was ordered, and how much at once.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<StoreLocation>> SetPickUpTerms(
        SetPickUpTermsInput input, Caller caller, IMediator mediator, ILocations locations, CancellationToken cancellationToken)
    {
        PickUpTerms? terms = null;
        if (input.Terms is { } given && !given.ToTerms().Try(out terms, out var refusals))
            return new(refusals);
        if (!(await mediator.Send(new SetPickUpTerms(caller, input.LocationId, terms, input.OperationId), cancellationToken)).Try(out var id, out refusals))
            return new(refusals);
        return await locations.GetAsync(id, cancellationToken);
    }
}

[QueryType]
internal static class PickUpQueries
{
    private const int MaxDays = 31;

    /// <summary>When an order can be collected at a location, full slots too; none where no slots are offered.</summary>
    /// <param name="locationId">The location.</param>
    /// <param name="from">Not before; now unless said otherwise.</param>
    /// <param name="days">On so many days of the location's calendar, 1 to 31.</param>
    /// <param name="pickUps">Knows them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static Task<IReadOnlyList<PickUpSlot>> PickUpSlots(
        LocationId locationId, DateTimeOffset? from, IPickUps pickUps, CancellationToken cancellationToken, int days = 7) =>
        days is < 1 or > MaxDays
            ? throw PageRequest.BadInput($"Ask for 1 to {MaxDays} days.")
            : pickUps.SlotsAsync(locationId, from, days, cancellationToken);
}

[ObjectType<PickUpTerms>]
internal static class PickUpTermsType
{
    /// <summary>Days on which nothing is handed out, whatever day of the week they are: 2026-12-25.</summary>
    public static IEnumerable<string> ClosedOn([Parent] PickUpTerms terms) => terms.ClosedDays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

[ObjectType<PickUpHours>]
internal static class PickUpHoursType
{
    /// <summary>From when: 09:00.</summary>
    public static string From([Parent] PickUpHours hours) => hours.From.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Until when; 00:00 is midnight.</summary>
    public static string Until([Parent] PickUpHours hours) => hours.Until.ToString("HH:mm", CultureInfo.InvariantCulture);
}

[ObjectType<PickUpTime>]
internal static class PickUpTimeType
{
    /// <summary>The same at the clocks of the location: 2026-11-23 09:00–09:30. Null when it offers no slots any more.</summary>
    public static async ValueTask<string?> LocalTime([Parent] PickUpTime time, ILocations locations, CancellationToken cancellationToken) =>
        (await locations.FindAsync(time.LocationId, cancellationToken))?.PickUp is { } terms ? PickUpCalendar.LocalTime(terms, time) : null;
}
