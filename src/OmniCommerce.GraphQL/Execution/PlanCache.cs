using System.Collections.Concurrent;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// Plans by the bytes of their documents as requests carry them, escapes and all, so that a known document is neither unescaped nor parsed.
/// Bounded by memory, not by count: when it is full, the plans that were not used for longest make way.
/// </summary>
/// <param name="maxBytes">About how much memory the plans may take.</param>
internal sealed class PlanCache(long maxBytes)
{
    // What a plan takes besides its text, from heap sizes of plans of 5 to 500 fields.
    private const int BytesPerField = 700;

    private readonly ConcurrentDictionary<int, Entry> _entries = [];
    private readonly Lock _gate = new();
    private long _bytes;
    private long _clock;

    public int Count => _entries.Count;

    public Plan? Find(ReadOnlySpan<byte> query, string? operationName)
    {
        if (!_entries.TryGetValue(Hash(query, operationName), out var entry)
            || entry.OperationName != operationName
            || !query.SequenceEqual(entry.Query)) return null;

        // Not exact when requests race, nor need it be.
        entry.LastUsed = ++_clock;
        return entry.Plan;
    }

    /// <summary>Keeps the plan of a valid document.</summary>
    public void Add(ReadOnlySpan<byte> query, string? operationName, Plan plan)
    {
        var entry = new Entry(query.ToArray(), operationName, plan) { LastUsed = ++_clock };
        if (entry.Size > maxBytes / 8) return; // one document must not push out all others
        lock (_gate)
        {
            // Two documents of one hash take turns; it is one in four billion.
            var hash = Hash(query, operationName);
            if (_entries.TryRemove(hash, out var replaced)) _bytes -= replaced.Size;
            _entries[hash] = entry;
            _bytes += entry.Size;
            if (_bytes > maxBytes) MakeRoom();
        }
    }

    private void MakeRoom()
    {
        foreach (var (hash, entry) in _entries.OrderBy(each => each.Value.LastUsed))
        {
            if (_bytes <= maxBytes * 3 / 4) return;
            if (_entries.TryRemove(hash, out _)) _bytes -= entry.Size;
        }
    }

    private static int Hash(ReadOnlySpan<byte> query, string? operationName)
    {
        // HashCode is seeded per process: nobody outside can make documents collide.
        var hash = default(HashCode);
        hash.AddBytes(query);
        hash.Add(operationName);
        return hash.ToHashCode();
    }

    private sealed class Entry(byte[] query, string? operationName, Plan plan)
    {
        public byte[] Query => query;

        public string? OperationName => operationName;

        public Plan Plan => plan;

        public long Size { get; } = (query.Length * 2) + plan.Text.Length + (BytesPerField * (plan.FieldCount + 1L));

        public long LastUsed { get; set; }
    }
}
