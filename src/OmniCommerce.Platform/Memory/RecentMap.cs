using System.Collections.Concurrent;

namespace OmniCommerce.Platform.Memory;

/// <summary>
/// A bounded map in memory that forgets what was not used lately. It keeps two generations: what is used moves to the young one, and when that
/// is full the old one is forgotten whole. Looking up costs no lock.
/// </summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value; immutable, because many read it at once.</typeparam>
/// <param name="capacity">The most entries, over both generations.</param>
public sealed class RecentMap<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _turn = new();
    private readonly int _generation = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();
    private int _youngCount;

    /// <summary>The value, or null when it is not, or no longer, here.</summary>
    public TValue? Find(TKey key)
    {
        if (_young.TryGetValue(key, out var value))
            return value;
        return _old.ContainsKey(key) ? Change(key, static current => current) : null;
    }

    /// <summary>Puts in the key's place what the function makes of the present value, as one step. Null stays away, or goes.</summary>
    /// <returns>The new value.</returns>
    public TValue? Change(TKey key, Func<TValue?, TValue?> change)
    {
        lock (_turn)
        {
            var isYoung = _young.TryGetValue(key, out var current);
            if (!isYoung)
                _old.TryRemove(key, out current);

            var next = change(current);
            if (next is null)
            {
                if (_young.TryRemove(key, out _))
                    _youngCount--;
                return null;
            }

            if (!isYoung && _youngCount == _generation)
                Age();
            _young[key] = next;
            if (!isYoung)
                _youngCount++;
            return next;
        }
    }

    private void Age()
    {
        _old = _young;
        _young = new ConcurrentDictionary<TKey, TValue>();
        _youngCount = 0;
    }
}
