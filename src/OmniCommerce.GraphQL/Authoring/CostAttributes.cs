using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// What one call of a field costs, one object or value of a type, or an argument where it is given. Without it a field whose value has fields
/// of its own costs 1, and so does each object; leaves and arguments cost nothing. See <see cref="GraphQLLimits.MaxFieldCost"/>.
/// </summary>
/// <param name="weight">The cost, 0 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Enum)]
public sealed class CostAttribute(double weight) : Attribute
{
    /// <summary>The cost.</summary>
    public double Weight { get; } = weight;
}

/// <summary>
/// How many items a list has, for the cost of operations. Not needed where <c>first</c> or <c>last</c> gives the size of a list or connection;
/// elsewhere a list counts as <see cref="GraphQLLimits.AssumedListSize"/> items.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ListSizeAttribute : Attribute
{
    /// <summary>The size when no argument gives it; negative for <see cref="GraphQLLimits.AssumedListSize"/>.</summary>
    public int AssumedSize { get; set; } = -1;

    /// <summary>The arguments that give the size: numbers, or lists, whose length counts. <c>first</c> and <c>last</c> unless said otherwise.</summary>
    public string[]? SlicingArguments { get; set; }

    /// <summary>The fields of the value that are the list, where the value itself is not; a connection's <c>edges</c> and <c>nodes</c> unless said otherwise.</summary>
    public string[]? SizedFields { get; set; }

    /// <summary>Whether a request is refused that does not give exactly one of the arguments.</summary>
    public bool RequireOneSlicingArgument { get; set; }
}

/// <summary>Finds the sizes of lists.</summary>
internal static class ListSizes
{
    private static readonly string[] s_usual = ["first", "last"];

    /// <summary>What the attribute says, and what <c>first</c> and <c>last</c> say by themselves.</summary>
    public static ListSize? Of(ListSizeAttribute? given, GraphQLType type, IEnumerable<InputValueDefinition> arguments)
    {
        var isConnection = type.Named is ObjectType { ClrType: { } clrType } && SchemaBuilder.IsGeneric(clrType, typeof(Connection<>));
        string[] slicing = given?.SlicingArguments ?? [.. arguments.Select(argument => argument.Name).Where(s_usual.Contains)];
        if (given is null && (slicing.Length == 0 || !(isConnection || type.Nullable is ListType))) return null;
        return new ListSize(
            given is { AssumedSize: >= 0 } ? given.AssumedSize : null,
            slicing,
            given?.SizedFields ?? (isConnection ? ["edges", "nodes"] : []),
            given?.RequireOneSlicingArgument ?? false);
    }
}
