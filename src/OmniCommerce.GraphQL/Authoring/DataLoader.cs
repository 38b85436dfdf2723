namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// Collects the keys that one level of a query asks for and loads them by one call. A class derives from it, takes what it needs in its
/// constructor and says how a batch is loaded; resolvers take the class as a parameter and call <see cref="LoadAsync"/>.
/// An instance lives for one request, loads a key once and asks for at most <see cref="MaxBatchSize"/> keys at a time.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">What is loaded.</typeparam>
public abstract class DataLoader<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>The most keys of one batch.</summary>
    protected virtual int MaxBatchSize => 1000;

    /// <summary>Loads a batch of distinct keys. A key that is missing from the answer is loaded as null.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    /// <summary>The value of the key, or null when there is none.</summary>
    public ValueTask<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default) => throw new InvalidOperationException($"{key}: no dispatcher.");
}
