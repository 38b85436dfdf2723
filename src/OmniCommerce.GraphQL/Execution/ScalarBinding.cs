using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Ties a scalar to a CLR type: how its values are read and written.</summary>
/// <param name="scalar">The scalar.</param>
/// <param name="clrType">The CLR type.</param>
internal abstract class ScalarBinding(ScalarType scalar, Type clrType)
{
    public ScalarType Scalar => scalar;

    public Type ClrType => clrType;

    public abstract InputReader Reader(GraphQLType type);

    /// <summary>The scalar's <see cref="ValueWriter{T}"/> of the CLR type.</summary>
    public abstract object Writer(bool nonNull);
}

/// <summary>Reads a scalar's text; false when it is none of the scalar's.</summary>
internal delegate bool ReadScalar<T>(string text, out T value);

/// <summary>Ties a scalar to a CLR type: how its values are read and written.</summary>
internal sealed class ScalarBinding<T>(ScalarType scalar, ReadScalar<T> read, WriteScalar<T> write) : ScalarBinding(scalar, typeof(T))
{
    public override InputReader Reader(GraphQLType type) => new ScalarReader(type, Scalar, Read);

    public override object Writer(bool nonNull) => typeof(T) == typeof(string) && Scalar != ScalarType.Id ? new TextValueWriter(nonNull) : new ScalarWriter<T>(nonNull, write);

    private bool Read(string text, out object? value)
    {
        var isOne = read(text, out var typed);
        value = typed;
        return isOne;
    }
}

/// <summary>Ties <c>ID</c> to a CLR type of ids: opaque text outside, the type's own inside.</summary>
internal abstract class IdBinding(string typeName, Type clrType) : ScalarBinding(ScalarType.Id, clrType)
{
    /// <summary>The type of object that the ids name.</summary>
    public string TypeName => typeName;

    /// <summary>The id, boxed.</summary>
    public abstract object FromGuid(Guid value);
}

/// <summary>Ties <c>ID</c> to a CLR type of ids.</summary>
internal sealed class IdBinding<TId>(string typeName, Func<TId, Guid> toGuid, Func<Guid, TId> fromGuid) : IdBinding(typeName, typeof(TId))
    where TId : struct
{
    private readonly GlobalId _id = new(typeName);

    public override object FromGuid(Guid value) => fromGuid(value);

    public override InputReader Reader(GraphQLType type) => new ScalarReader(type, ScalarType.Id, Read);

    public override object Writer(bool nonNull) => new ScalarWriter<TId>(nonNull, (buffer, id) => _id.Write(buffer, toGuid(id)));

    private bool Read(string text, out object? value)
    {
        // To the type system any text is an ID; that it is none of this type's is for the resolver to say.
        value = GlobalId.TryRead(text, out var type, out var guid) && type == TypeName ? fromGuid(guid) : new InvalidId(text, TypeName);
        return true;
    }
}
