using System.Collections.Concurrent;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Tells the object type of a value whose place has an abstract type.</summary>
internal sealed class RuntimeTypes(Schema schema)
{
    private readonly Dictionary<Type, ObjectType> _declared = schema.Types.OfType<ObjectType>()
        .Where(type => type.ClrType is not null)
        .ToDictionary(type => type.ClrType!);

    private readonly ConcurrentDictionary<Type, ObjectType?> _found = [];

    /// <summary>The object type of the CLR type or of the nearest of its base types; null when there is none.</summary>
    public ObjectType? Find(Type clrType) => _found.GetOrAdd(clrType, Search);

    private ObjectType? Search(Type clrType)
    {
        for (Type? type = clrType; type is not null; type = type.BaseType)
            if (_declared.TryGetValue(type, out var objectType)) return objectType;
        return null;
    }
}
