using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>When a location hands out what was ordered, and how much at once.</summary>
public sealed record PickUpTerms
{
    /// <summary>The time zone of the location's clocks, by its IANA name: Europe/London.</summary>
    public required string TimeZone { get; init; }

    /// <summary>How long a slot lasts, in minutes.</summary>
    public required int SlotMinutes { get; init; }

    /// <summary>How many orders can be collected in one slot.</summary>
    public required int Capacity { get; init; }

    /// <summary>How long before its beginning a slot must be chosen, in minutes: so long picking takes.</summary>
    public int LeadMinutes { get; init; }

    /// <summary>Within how many hours goods come from other locations that are collected here; null when none do: then only what is here is collected.</summary>
    public int? TransferHours { get; init; }

    /// <summary>The hours of each day of the week, cut into slots from their beginning.</summary>
    public required IReadOnlyList<PickUpHours> Week { get; init; }

    /// <summary>Days on which nothing is handed out, whatever day of the week they are.</summary>
    [GraphQLIgnore]
    public IReadOnlyList<DateOnly> ClosedDays { get; init; } = [];

    /// <summary>When goods can have come that other locations send then; null when none do.</summary>
    [GraphQLIgnore]
    public DateTimeOffset? ArrivalOf(DateTimeOffset sent) => TransferHours is { } hours ? sent.AddHours(hours) : null;
}

/// <summary>Hours of a day of the week, at the location's clocks.</summary>
/// <param name="Day">The day.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when, later the same day; 00:00 for midnight.</param>
public sealed record PickUpHours(Weekday Day, [property: GraphQLIgnore] TimeOnly From, [property: GraphQLIgnore] TimeOnly Until);

/// <summary>A day of the week.</summary>
public enum Weekday
{
    /// <summary>The first.</summary>
    Monday = 1,

    /// <summary>The second.</summary>
    Tuesday = 2,

    /// <summary>The third.</summary>
    Wednesday = 3,

    /// <summary>The fourth.</summary>
    Thursday = 4,

    /// <summary>The fifth.</summary>
    Friday = 5,

    /// <summary>The sixth.</summary>
    Saturday = 6,

    /// <summary>The seventh.</summary>
    Sunday = 7,
}

/// <summary>A time at which an order is collected.</summary>
/// <param name="LocationId">Where.</param>
/// <param name="StartsAt">From when.</param>
/// <param name="EndsAt">Until when.</param>
public sealed record PickUpTime([property: GraphQLIgnore] LocationId LocationId, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>A time at which orders can be collected.</summary>
/// <param name="Time">When.</param>
/// <param name="Free">How many more; 0 when it is full.</param>
public sealed record PickUpSlot(PickUpTime Time, int Free);

/// <summary>Nobody more can collect at the chosen time: others were faster, it is too soon, or the location's hours have changed.</summary>
/// <param name="StartsAt">The time that was chosen.</param>
/// <param name="Free">The next times that are free, ten at most.</param>
public sealed record PickUpSlotNotFree(DateTimeOffset StartsAt, IReadOnlyList<PickUpSlot> Free) : Refusal, ICartProblem
{
    /// <inheritdoc/>
    public override string Message => Free.Count == 0
        ? "At this time no more orders can be collected, nor on the days after it. Choose another location, or have it sent."
        : "At this time no more orders can be collected. Choose another.";
}

/// <summary>Reads when orders can be collected. Safe to use from several threads.</summary>
public interface IPickUps
{
    /// <summary>The slots of a location that can still be chosen, full ones too, in their order; none where no slots are offered.</summary>
    /// <param name="location">The location.</param>
    /// <param name="from">Not before; null for now.</param>
    /// <param name="days">On so many days of the location's calendar.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<PickUpSlot>> SlotsAsync(LocationId location, DateTimeOffset? from, int days, CancellationToken cancellationToken);

    /// <summary>The time that begins then, or why it cannot be chosen.</summary>
    /// <param name="location">The location.</param>
    /// <param name="startsAt">When.</param>
    /// <param name="notBefore">When the goods are there; null when they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Result<PickUpTime>> ChooseAsync(LocationId location, DateTimeOffset startsAt, DateTimeOffset? notBefore, CancellationToken cancellationToken);

    /// <summary>
    /// From when goods that are ordered now can be at a location to be collected: from now on, when it has them, or when they can have come from
    /// other locations. Null when they cannot.
    /// </summary>
    /// <param name="location">The location.</param>
    /// <param name="demand">The goods.</param>
    /// <param name="channel">The channel that sells them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<DateTimeOffset?> CollectableFromAsync(LocationId location, IReadOnlyList<StockDemand> demand, Channel? channel, CancellationToken cancellationToken);

    /// <summary>The holds that have a place in the slot, and are no orders yet.</summary>
    Task<IReadOnlyList<HoldId>> HoldersAsync(PickUpTime time, CancellationToken cancellationToken);
}

/// <summary>Says when a location hands out what was ordered. What was promised before stays promised. Refused with <see cref="InvalidInput"/> and <see cref="NotFound"/>.</summary>
/// <param name="LocationId">The location.</param>
/// <param name="Terms">When; null to offer no slots.</param>
public sealed record SavePickUpTerms(LocationId LocationId, PickUpTerms? Terms) : ICommand<Done>;

/// <summary>Takes a place in a slot for a hold. Refused with <see cref="PickUpSlotNotFree"/>.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Time">The slot.</param>
/// <param name="AreSent">Whether goods are sent there first: then it is not before they can have come.</param>
public sealed record HoldPickUpSlot(HoldId HoldId, PickUpTime Time, bool AreSent = false) : ICommand<Done>;

/// <summary>Gives a hold's place back; nothing when it has none.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record ReleasePickUpSlot(HoldId HoldId) : ICommand<Done>;

/// <summary>Makes a hold's place an order's.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="OrderId">The order.</param>
public sealed record KeepPickUpSlot(HoldId HoldId, OrderId OrderId) : ICommand<Done>;

/// <summary>
/// Gives an order another time: it has a place in the new slot and none in the old one, both or neither. Refused with
/// <see cref="PickUpSlotNotFree"/>.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="HoldId">The hold that it was made of.</param>
/// <param name="Time">The new slot; null for any time.</param>
/// <param name="NotBefore">When its goods are there; null when they are.</param>
public sealed record ChangePickUpSlot(OrderId OrderId, HoldId HoldId, PickUpTime? Time, DateTimeOffset? NotBefore) : ICommand<Done>;

/// <summary>Gives an order's place back, because it was called off; nothing when it has none.</summary>
/// <param name="OrderId">The order.</param>
public sealed record GivePickUpSlotBack(OrderId OrderId) : ICommand<Done>;
