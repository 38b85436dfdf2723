namespace OmniCommerce.GraphQL.Authoring;

/// <summary>The public static methods of this static class are fields of the query root; they run in parallel.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryTypeAttribute : Attribute;

/// <summary>
/// The public static methods of this static class are fields of the mutation root; they run one after another.
/// Each takes one input object named <c>input</c> and answers one payload, see <see cref="PayloadAttribute"/> and <see cref="ErrorAttribute{TError}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MutationTypeAttribute : Attribute;

/// <summary>The public static methods of this static class are fields of the subscription root; each answers an <see cref="IAsyncEnumerable{T}"/> of the field's type.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SubscriptionTypeAttribute : Attribute;

/// <summary>
/// Adds to the object type that stands for <typeparamref name="T"/>: every public static method of the static class is a field, its
/// <see cref="ParentAttribute"/> parameter the object. The public properties of <typeparamref name="T"/> are fields by themselves unless
/// they carry <see cref="GraphQLIgnoreAttribute"/>. Several classes, in several assemblies, may add to one type.
/// </summary>
/// <typeparam name="T">The CLR type of the object.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ObjectTypeAttribute<T> : Attribute
{
    /// <summary>The properties of <typeparamref name="T"/> that are fields, where not all are and <typeparamref name="T"/> knows nothing of GraphQL; null for all.</summary>
    public string[]? IncludeProperties { get; set; }
}

/// <summary>This interface or abstract class is a GraphQL interface; the object types whose CLR types implement it implement the interface.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class InterfaceTypeAttribute : Attribute;

/// <summary>This interface or abstract class is a GraphQL union of all object types whose CLR types implement it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class UnionTypeAttribute : Attribute;

/// <summary>This class or record is an input object of which exactly one field is given (GraphQL specification, OneOf Input Objects).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OneOfAttribute : Attribute;

/// <summary>
/// This record is a mutation's payload as it stands: each property is a field, nullable, because a refused mutation has none of them.
/// Without it, the payload of a mutation has one field that is named after the type of the result.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PayloadAttribute : Attribute;

/// <summary>The object type implements Relay's Node interface; its id is the property <c>Id</c>, loaded by the static method marked with <see cref="NodeResolverAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NodeAttribute : Attribute;

/// <summary>The static method that loads one node by its id: <c>static ValueTask&lt;T?&gt; F(TId id, services…)</c>. Null when there is none that the caller may see.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeResolverAttribute : Attribute;

/// <summary>A CLR interface of an assembly that knows nothing of GraphQL is a GraphQL interface of this name; the class that carries the attribute is only its place.</summary>
/// <typeparam name="T">The CLR interface or abstract class.</typeparam>
/// <param name="name">The name in the schema.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InterfaceTypeOfAttribute<T>(string name) : Attribute
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; } = name;
}
