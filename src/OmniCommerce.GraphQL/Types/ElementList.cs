using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.GraphQL.Types;

/// <summary>Elements in the order of the schema, found by name.</summary>
/// <typeparam name="T">The elements.</typeparam>
public sealed class ElementList<T> : IReadOnlyList<T>
    where T : SchemaElement
{
    private readonly T[] _elements;
    private readonly Dictionary<string, T> _byName;

    /// <summary>Takes the elements; two of one name are refused.</summary>
    public ElementList(IEnumerable<T> elements)
    {
        _elements = [.. elements];
        _byName = new Dictionary<string, T>(_elements.Length, StringComparer.Ordinal);
        foreach (var element in _elements)
            if (!_byName.TryAdd(element.Name, element)) throw new SchemaException($"\"{element.Name}\" is defined twice.");
    }

    /// <inheritdoc/>
    public int Count => _elements.Length;

    /// <inheritdoc/>
    public T this[int index] => _elements[index];

    /// <summary>The element of that name, or null.</summary>
    public T? this[string name] => _byName.GetValueOrDefault(name);

    /// <summary>Whether there is an element of that name, and which.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out T? element) => _byName.TryGetValue(name, out element);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _elements.GetEnumerator();
}
