using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Webhooks;

namespace OmniCommerce.StripeSandbox.Store;

/// <summary>
/// What one request reads and changes. All of it, its events and its kept answer are committed at once or not at all; when another request
/// changed one of the objects meanwhile, the commit fails and the request runs again.
/// </summary>
internal sealed class Work : IAsyncDisposable
{
    private readonly CommerceDbContext _db;
    private readonly SandboxStore _store;
    private readonly EventOrigin _origin;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, SandboxObject> _rows = [];
    private readonly HashSet<SandboxObject> _added = [];
    private readonly HashSet<SandboxObject> _changed = [];
    private readonly List<(string Type, string Json, string? Before)> _events = [];
    private bool _keeps;
    private bool _delivers;

    public Work(CommerceDbContext db, SandboxStore store, EventOrigin origin, CancellationToken cancellation)
    {
        _db = db;
        _store = store;
        _origin = origin;
        _cancellation = cancellation;
        Now = store.Clock.UnixSeconds;

        // What changes is known here; looking through everything that was read would cost more than writing it.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
    }

    /// <summary>In seconds since 1970, the same for the whole request.</summary>
    public long Now { get; }

    public CancellationToken Cancellation => _cancellation;

    /// <summary>The objects, for lists.</summary>
    public IQueryable<SandboxObject> Objects => _db.Set<SandboxObject>().AsNoTracking();

    public IQueryable<SandboxEvent> Events => _db.Set<SandboxEvent>().AsNoTracking();

    public IQueryable<SandboxDelivery> Deliveries => _db.Set<SandboxDelivery>().AsNoTracking();

    /// <summary>An id that no other object has.</summary>
    public string NewId(string prefix) => $"{prefix}_{Guid.CreateVersion7(_store.Clock.Now):N}";

    /// <summary>The object with this id.</summary>
    /// <exception cref="StripeError">There is none.</exception>
    public async Task<T> GetAsync<T>(string id, string kind, string param = "id")
        where T : StripeObject => await FindAsync<T>(id, kind) ?? throw StripeError.Missing(kind, id, param);

    public async Task<T?> FindAsync<T>(string id, string kind)
        where T : StripeObject => await RowAsync(id) is { } row && row.Kind == kind ? SandboxStore.Read<T>(row) : null;

    /// <summary>The JSON and kind of whatever object has this id, as this request sees it; null when there is none.</summary>
    public async Task<(string Json, string Kind)?> JsonAsync(string id) => await RowAsync(id) is { } row ? (row.Json, row.Kind) : null;

    /// <summary>The JSON of an object that the request has read or saved.</summary>
    public string JsonOf(StripeObject value) => _rows.GetValueOrDefault(value.Id)?.Json ?? StripeJson.Write(value);

    /// <summary>Adds the object or what changed of it, and tells of it by these events.</summary>
    public void Save(StripeObject value, params ReadOnlySpan<string> events)
    {
        var json = StripeJson.Write(value);
        string? before = null;
        if (!_rows.TryGetValue(value.Id, out var row))
        {
            row = new SandboxObject { Id = value.Id, Kind = value.Object, Sequence = _store.Clock.NextSequence(), Json = json };
            _rows.Add(value.Id, row);
            _added.Add(row);
        }
        else
        {
            before = row.Json;
            Change(row);
        }

        row.Json = json;
        row.Customer = value.OfCustomer;
        row.Parent = value.OfParent;
        row.DueAt = value.DueAt;
        row.Hidden = value.Hidden;
        foreach (var type in events)
            _events.Add((type, json, before));
    }

    /// <summary>Leaves of the object what Stripe shows of one that was deleted.</summary>
    public void Delete(StripeObject value, StripeObject left, params ReadOnlySpan<string> events)
    {
        var row = _rows[value.Id];
        foreach (var type in events)
            _events.Add((type, row.Json, null));
        row.Kind = SandboxObject.Deleted + row.Kind;
        row.Json = StripeJson.Write(left);
        row.Customer = row.Parent = row.Hidden = null;
        row.DueAt = null;
        Change(row);
    }

    /// <summary>The ids of the objects that the query finds, the newest first.</summary>
    public Task<List<string>> IdsAsync(Func<IQueryable<SandboxObject>, IQueryable<SandboxObject>> query) =>
        query(Objects).OrderByDescending(row => row.Sequence).Select(row => row.Id).ToListAsync(_cancellation);

    /// <summary>Keeps the answer for the key; the commit fails when the key has one.</summary>
    public void Keep(KeptAnswer answer)
    {
        _keeps = true;
        _db.Add(answer);
    }

    public async Task<KeptAnswer?> KeptAsync(string key) =>
        await _db.Set<KeptAnswer>().AsNoTracking().FirstOrDefaultAsync(answer => answer.Key == key, _cancellation);

    /// <summary>Undoes everything.</summary>
    public void Clear()
    {
        _db.ChangeTracker.Clear();
        _rows.Clear();
        _added.Clear();
        _changed.Clear();
        _events.Clear();
        _delivers = false;
    }

    public async Task CommitAsync()
    {
        if (_events.Count > 0)
            await WriteEventsAsync();
        _db.AddRange(_added);
        foreach (var row in _changed)
            _db.Entry(row).DetectChanges();
        if (_keeps || _added.Count > 0 || _changed.Count > 0)
            await _store.SaveAsync(_db, _delivers, _cancellation);
        if (_rows.Values.Any(row => row.Kind.EndsWith("webhook_endpoint", StringComparison.Ordinal)))
            _store.ForgetEndpoints();
    }

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    private void Change(SandboxObject row)
    {
        if (!_added.Contains(row) && _changed.Add(row))
            row.Version++;
    }

    private async Task<SandboxObject?> RowAsync(string id)
    {
        if (_rows.TryGetValue(id, out var row))
            return row;
        row = await _db.Set<SandboxObject>().FirstOrDefaultAsync(o => o.Id == id, _cancellation);
        if (row is not null)
            _rows.Add(id, row);
        return row;
    }

    private async Task WriteEventsAsync()
    {
        var endpoints = await _store.EndpointsAsync(_db, _cancellation);
        foreach (var (type, json, before) in _events)
        {
            var takers = endpoints.Where(endpoint => endpoint.Wants(type)).ToList();
            var id = NewId("evt");
            var sequence = _store.Clock.NextSequence();
            _db.Add(new SandboxEvent { Id = id, Type = type, Sequence = sequence, Json = EventJson.Write(id, type, Now, json, before, takers.Count, _origin) });
            _delivers |= takers.Count > 0;
            foreach (var endpoint in takers)
                _db.Add(new SandboxDelivery { EventId = id, EndpointId = endpoint.Id, Sequence = sequence, NextAt = _store.Clock.UnixMilliseconds });
        }
    }
}
