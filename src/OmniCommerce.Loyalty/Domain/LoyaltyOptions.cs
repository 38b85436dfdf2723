using Microsoft.Extensions.Configuration;
using OmniCommerce.Kernel;

namespace OmniCommerce.Loyalty.Domain;

/// <summary>The section <c>Loyalty</c> of the configuration.</summary>
internal sealed record LoyaltyOptions
{
    private static readonly Tier[] DefaultTiers = [new() { Name = "Member" }, new() { Name = "Silver", From = 1_000 }, new() { Name = "Gold", From = 5_000 }];

    /// <summary>How many points each whole unit of currency earns that is paid with money.</summary>
    public int PointsPerUnit { get; init; } = 1;

    /// <summary>What a point is worth when it pays, in minor units of the currency.</summary>
    public int MinorUnitsPerPoint { get; init; } = 1;

    /// <summary>For how many days earned points are pending: as long as an order can be returned. 0 for not at all.</summary>
    public int PendingDays { get; init; }

    /// <summary>For how many months points last from the day on which they can be spent, until that day ends; 0 for ever. Points that came while it was 0 never expire.</summary>
    public int ExpireAfterMonths { get; init; }

    /// <summary>For how many days points last at least that come back because an order was returned or cancelled.</summary>
    public int ReturnedLastDays { get; init; } = 30;

    /// <summary>The clocks by which days end, by the name of their time zone.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The tiers; null for Member, Silver from 1,000 and Gold from 5,000 points earned.</summary>
    public Tier[]? Tiers { get; init; }

    public static LoyaltyOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Loyalty").Get<LoyaltyOptions>() ?? new LoyaltyOptions();
        if (options.PointsPerUnit is < 0 or > 1_000)
            throw new InvalidOperationException($"Loyalty:PointsPerUnit is {options.PointsPerUnit}. Set it to 0 to 1,000.");
        if (options.MinorUnitsPerPoint is < 1 or > 1_000_000)
            throw new InvalidOperationException($"Loyalty:MinorUnitsPerPoint is {options.MinorUnitsPerPoint}. Set it to 1 to 1,000,000.");
        if (options.PendingDays is < 0 or > 3_650)
            throw new InvalidOperationException($"Loyalty:PendingDays is {options.PendingDays}. Set it to 0 to 3,650.");
        if (options.ExpireAfterMonths is < 0 or > 1_200)
            throw new InvalidOperationException($"Loyalty:ExpireAfterMonths is {options.ExpireAfterMonths}. Set it to 0 to 1,200.");
        if (options.ReturnedLastDays is < 0 or > 3_650)
            throw new InvalidOperationException($"Loyalty:ReturnedLastDays is {options.ReturnedLastDays}. Set it to 0 to 3,650.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
            throw new InvalidOperationException($"Loyalty:TimeZone is '{options.TimeZone}'. Set it to the name of a time zone, like Europe/London.");
        if (options.Tiers is { } tiers && (tiers.Any(tier => string.IsNullOrWhiteSpace(tier.Name)) || tiers.All(tier => tier.From != 0)))
            throw new InvalidOperationException("Loyalty:Tiers needs a Name for each tier, and one tier that begins with From 0.");
        return options;
    }

    public int PointsFor(Money paid)
    {
        var unit = paid.Currency.Digits switch { 0 => 1, 3 => 1_000, _ => 100 };
        return paid.MinorUnits <= 0 ? 0 : checked((int)(paid.MinorUnits / unit * PointsPerUnit));
    }

    public Money ValueOf(int points, Currency currency) => new((long)points * MinorUnitsPerPoint, currency);

    /// <summary>When points expire that can be spent from then on; null for never.</summary>
    public DateTimeOffset? LastsUntil(DateTimeOffset from) => ExpireAfterMonths == 0 ? null : EndOfDay(from, day => day.AddMonths(ExpireAfterMonths));

    /// <summary>Until when points last at least that come back then.</summary>
    public DateTimeOffset ReturnedLastUntil(DateTimeOffset back) => EndOfDay(back, day => day.AddDays(ReturnedLastDays));

    public string TierFor(long earned) => (Tiers ?? DefaultTiers).Where(tier => tier.From <= Math.Max(earned, 0)).MaxBy(tier => tier.From)!.Name;

    private DateTimeOffset EndOfDay(DateTimeOffset from, Func<DateOnly, DateOnly> later)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        return zone.InstantOf(later(today).AddDays(1).ToDateTime(TimeOnly.MinValue));
    }

    /// <summary>A tier and from how many points earned it is reached.</summary>
    public sealed record Tier
    {
        public string Name { get; init; } = "";

        public long From { get; init; }
    }
}
