using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// Documents that requests name instead of sending them: trusted ones by their id, all others by the SHA-256 of their text once a client has
/// sent both (Apollo's automatic persisted queries). Those are kept within a bound; the ones that were not used for longest make way.
/// </summary>
/// <param name="trusted">The documents that were known at start.</param>
/// <param name="maxBytes">How much memory the others may take; 0 when none are kept.</param>
internal sealed class PersistedDocuments(TrustedDocuments? trusted, int maxBytes)
{
    private const int BytesPerEntry = 300;

    private static readonly ExecutionError s_notFound = new("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
    private static readonly ExecutionError s_notSupported = new("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED");
    private static readonly ExecutionError s_idRequired = new(
        "Only documents that were agreed on beforehand are executed here: send documentId instead of query.", "PERSISTED_QUERY_ID_REQUIRED");

    private static readonly ExecutionError s_wrongHash = new("The sha256Hash is not that of the query.", "BAD_REQUEST");

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _bytes;
    private long _clock;

    public int Count => _entries.Count;

    /// <summary>Whether the request names a document, or would have to.</summary>
    public bool Concern(GraphQLRequest request) => request.DocumentId is not null || request.DocumentHash is not null || trusted is { RefusesOthers: true };

    /// <summary>Puts the document that the request names into it; or says why not.</summary>
    public ExecutionError? Find(GraphQLRequest request)
    {
        var id = request.DocumentId ?? request.DocumentHash;
        if (trusted is { RefusesOthers: true } && (id is null || !request.Query.IsEmpty)) return s_idRequired;
        if (!request.Query.IsEmpty) return request.DocumentHash is null || maxBytes == 0 || Kept(request) ? null : Verify(request);
        if (id is not null && trusted?.Find(id) is { } document) request.Query = document;
        else if (trusted is { RefusesOthers: true } || request.DocumentHash is null) return s_notFound;
        else if (maxBytes == 0) return s_notSupported;
        else if (_entries.TryGetValue(request.DocumentHash, out var entry)) request.Query = Use(entry).Query;
        else return s_notFound;
        return null;
    }

    /// <summary>Keeps the request's document, which is valid and has the hash that the request says.</summary>
    public void Keep(GraphQLRequest request)
    {
        var size = request.Query.Length + BytesPerEntry;
        if (size > maxBytes / 8 || Kept(request) || trusted?.Find(request.DocumentHash!) is not null) return;
        lock (_gate)
        {
            if (!_entries.TryAdd(request.DocumentHash!, Use(new Entry(request.Query.ToArray())))) return;
            _bytes += size;
            if (_bytes > maxBytes) MakeRoom();
        }
    }

    private static ExecutionError? Verify(GraphQLRequest request) =>
        DocumentCompiler.TryUnescape(request.Query.Span, out var text) && Convert.ToHexStringLower(SHA256.HashData(text)) != request.DocumentHash ? s_wrongHash : null;

    private bool Kept(GraphQLRequest request) =>
        _entries.TryGetValue(request.DocumentHash!, out var entry) && Use(entry).Query.AsSpan().SequenceEqual(request.Query.Span);

    // Not exact when requests race, nor need it be.
    private Entry Use(Entry entry)
    {
        entry.LastUsed = ++_clock;
        return entry;
    }

    private void MakeRoom()
    {
        foreach (var (hash, entry) in _entries.OrderBy(each => each.Value.LastUsed))
        {
            if (_bytes <= maxBytes * 3L / 4) return;
            if (_entries.TryRemove(hash, out _)) _bytes -= entry.Query.Length + BytesPerEntry;
        }
    }

    private sealed class Entry(byte[] query)
    {
        public byte[] Query => query;

        public long LastUsed { get; set; }
    }
}
