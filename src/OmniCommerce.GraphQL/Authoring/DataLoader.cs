using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>What all data loaders are; derive from <see cref="DataLoader{TKey, TValue}"/>.</summary>
public abstract class DataLoader
{
    private protected DataLoader()
    {
    }

    /// <summary>Says when to load. Outside a request a loader has its own.</summary>
    internal LoaderDispatcher Dispatcher { get => field ??= new LoaderDispatcher(CancellationToken.None); set; }

    /// <summary>Begins to load the keys that were asked for since the last time.</summary>
    internal abstract void LoadPending();
}

/// <summary>
/// Collects the keys that one level of a query asks for and loads them by one call. A class derives from it, takes what it needs in its
/// constructor and says how a batch is loaded; resolvers take the class as a parameter and call <see cref="LoadAsync"/>.
/// An instance lives for one request, loads a key once and asks for at most <see cref="MaxBatchSize"/> keys at a time.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">What is loaded.</typeparam>
public abstract class DataLoader<TKey, TValue> : DataLoader
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TaskCompletionSource<TValue?>> _values = [];
    private List<TKey> _pending = [];

    /// <summary>The most keys of one batch.</summary>
    protected virtual int MaxBatchSize => 1000;

    /// <summary>The value of the key, or null when there is none.</summary>
    public ValueTask<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<TValue?>? value;
        bool isFirst;
        lock (_gate)
        {
            if (_values.TryGetValue(key, out value)) return Answer(value.Task, cancellationToken);

            value = new TaskCompletionSource<TValue?>();
            _values.Add(key, value);
            _pending.Add(key);
            isFirst = _pending.Count == 1;
        }

        if (isFirst) Dispatcher.Enqueue(this);
        return Answer(value.Task, cancellationToken);
    }

    /// <summary>Loads a batch of distinct keys. A key that is missing from the answer is loaded as null.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    internal override void LoadPending()
    {
        List<TKey> keys;
        lock (_gate)
        {
            keys = _pending;
            _pending = [];
        }

        if (keys.Count <= MaxBatchSize) _ = HandOutAsync(keys);
        else
            foreach (var batch in keys.Chunk(MaxBatchSize)) _ = HandOutAsync(batch);
    }

    private ValueTask<TValue?> Answer(Task<TValue?> value, CancellationToken cancellationToken) =>
        value.IsCompletedSuccessfully ? new(value.Result)
        : !cancellationToken.CanBeCanceled || cancellationToken == Dispatcher.Cancellation ? new(value)
        : new(value.WaitAsync(cancellationToken));

    /// <summary>Loads a batch and hands its values out. Never fails itself: a failure is handed out to those who wait.</summary>
    private async Task HandOutAsync(IReadOnlyList<TKey> keys)
    {
        TValue?[] loaded = [];
        Exception? failure = null;
        try
        {
            var values = await LoadBatchAsync(keys, Dispatcher.Cancellation);
            loaded = [.. keys.Select(key => values.GetValueOrDefault(key))];
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        // Those who wait go on inside SetResult, one after another; what they ask for next is held back until all have asked.
        Dispatcher.Hold();
        try
        {
            for (var i = 0; i < keys.Count; i++)
            {
                TaskCompletionSource<TValue?> value;
                lock (_gate) value = _values[keys[i]];
                if (failure is null) value.SetResult(loaded[i]);
                else value.SetException(failure);
            }
        }
        finally
        {
            Dispatcher.Release();
        }
    }
}
