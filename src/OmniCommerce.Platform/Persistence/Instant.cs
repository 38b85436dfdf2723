using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OmniCommerce.Platform.Persistence;

/// <summary>Instants as every database can keep them: in UTC, to the microsecond.</summary>
public static class Instant
{
    /// <summary>The instant in UTC, what is smaller than a microsecond cut off.</summary>
    public static DateTimeOffset Stored(DateTimeOffset instant) => new(StoredTicks(instant), TimeSpan.Zero);

    internal static long StoredTicks(DateTimeOffset instant) => instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond);
}

/// <summary>For databases that know instants.</summary>
public sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => Instant.Stored(instant), stored => stored);

/// <summary>For databases that do not: ticks of 100 ns since the year 1 in UTC, which order and index as the instants do.</summary>
public sealed class InstantTicksConverter()
    : ValueConverter<DateTimeOffset, long>(instant => Instant.StoredTicks(instant), ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
