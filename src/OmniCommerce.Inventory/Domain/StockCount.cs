using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Domain;

/// <summary>
/// A count of the stock of a location. The shop sells on meanwhile: each line keeps what the books said at the moment it was counted, and only the
/// difference is posted, so that what was sold since stays sold.
/// </summary>
internal sealed class StockCount : IVersioned
{
    private readonly List<StockCountLine> _lines = [];

    private StockCount()
    {
    }

    public StockCountId Id { get; private init; }

    public LocationId LocationId { get; private init; }

    public CountStatus Status { get; private set; } = CountStatus.Open;

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public long Version { get; private set; } = 1;

    public IReadOnlyList<StockCountLine> Lines => _lines;

    /// <summary>The lines that say something else than the books, in the order in which rows are taken.</summary>
    public IEnumerable<StockCountLine> Differences => _lines.Where(line => line.Counted is { } counted && counted != line.Expected).OrderBy(line => line.VariantId.Value);

    /// <param name="id">The count.</param>
    /// <param name="location">Where.</param>
    /// <param name="expected">What is on hand by the books, of each variant to be counted.</param>
    /// <param name="now">When it begins.</param>
    public static StockCount Start(StockCountId id, LocationId location, IEnumerable<KeyValuePair<VariantId, int>> expected, DateTimeOffset now)
    {
        var count = new StockCount { Id = id, LocationId = location, StartedAt = now };
        count._lines.AddRange(expected.Select(level => new StockCountLine { StockCountId = id, VariantId = level.Key, Expected = level.Value }));
        return count;
    }

    /// <summary>Writes down what somebody counted. A variant that nobody expected is counted too; what is counted again replaces what was.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="counted">How many are there.</param>
    /// <param name="onHand">What the books say at this moment.</param>
    /// <param name="reason">Why they differ, if somebody knows.</param>
    /// <returns>A line that is new.</returns>
    public StockCountLine? Enter(VariantId variant, int counted, int onHand, StockReason? reason)
    {
        Version++;
        if (_lines.Find(line => line.VariantId == variant) is { } known)
        {
            known.Enter(counted, onHand, reason);
            return null;
        }

        var line = new StockCountLine { StockCountId = Id, VariantId = variant, Expected = onHand };
        line.Enter(counted, onHand, reason);
        _lines.Add(line);
        return line;
    }

    /// <param name="otherwise">The reason of differences that have none of their own.</param>
    /// <param name="now">When.</param>
    public void Post(StockReason otherwise, DateTimeOffset now)
    {
        foreach (var line in Differences)
            line.Explain(otherwise);
        End(CountStatus.Posted, now);
    }

    public void Cancel(DateTimeOffset now) => End(CountStatus.Cancelled, now);

    public CountSession Show() => new()
    {
        Id = Id,
        LocationId = LocationId,
        Status = Status,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Lines = [.. _lines.OrderBy(line => line.VariantId.Value)
            .Select(line => new CountedLine { VariantId = line.VariantId, Expected = line.Expected, Counted = line.Counted, Reason = line.Reason })],
    };

    private void End(CountStatus status, DateTimeOffset now)
    {
        if (Status != CountStatus.Open)
            throw new InvalidOperationException($"Count {Id} does not go from {Status} to {status}.");
        Status = status;
        EndedAt = now;
        Version++;
    }
}

internal sealed class StockCountLine
{
    public required StockCountId StockCountId { get; init; }

    public required VariantId VariantId { get; init; }

    public required int Expected { get; set; }

    public int? Counted { get; private set; }

    public StockReason? Reason { get; private set; }

    public void Enter(int counted, int onHand, StockReason? reason)
    {
        Counted = counted;
        Expected = onHand;
        Reason = reason;
    }

    public void Explain(StockReason otherwise) => Reason ??= otherwise;
}
