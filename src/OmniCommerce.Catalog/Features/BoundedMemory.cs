using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.Catalog.Features;

/// <summary>
/// Remembers values up to a number. When there are more, a tenth of them is forgotten, whichever come first: what is asked for often comes back
/// at the price of one query, and a look-up costs no bookkeeping.
/// </summary>
internal sealed class BoundedMemory<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    public void Set(TKey key, TValue value)
    {
        if (_values.TryAdd(key, value))
        {
            if (Interlocked.Increment(ref _count) > capacity)
                ForgetSome();
        }
        else
        {
            _values[key] = value;
        }
    }

    public void Forget(TKey key)
    {
        if (_values.TryRemove(key, out _))
            Interlocked.Decrement(ref _count);
    }

    private void ForgetSome()
    {
        var left = (capacity / 10) + 1;
        foreach (var (key, _) in _values)
        {
            Forget(key);
            if (--left == 0)
                return;
        }
    }
}
