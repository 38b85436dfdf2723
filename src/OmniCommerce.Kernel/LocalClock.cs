namespace OmniCommerce.Kernel;

/// <summary>Clocks as people read them.</summary>
public static class LocalClock
{
    /// <summary>When the clocks of the zone show this: of a time that they show twice the first; of one that they skip, as if they had not.</summary>
    public static DateTimeOffset InstantOf(this TimeZoneInfo zone, DateTime local) =>
        new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)).ToUniversalTime();
}
