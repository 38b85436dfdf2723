using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>How many items a list has, as <c>@listSize</c> says it.</summary>
/// <param name="AssumedSize">The size when no argument gives it; null when that is not known either.</param>
/// <param name="SlicingArguments">The arguments that give the size; of several that are given the largest counts.</param>
/// <param name="SizedFields">The fields of the value that are the list; none when the value is.</param>
/// <param name="RequireOneSlicingArgument">Whether exactly one of the arguments must be given.</param>
internal sealed record ListSize(int? AssumedSize, IReadOnlyList<string> SlicingArguments, IReadOnlyList<string> SizedFields, bool RequireOneSlicingArgument);

/// <summary>The directives of IBM's GraphQL cost specification, by which clients know beforehand what an operation will cost.</summary>
internal static class CostDirectives
{
    private static readonly GraphQLType s_names = new ListType(new NonNullType(ScalarType.String));

    private static readonly DirectiveDefinition s_cost = new(
        "cost",
        [DirectiveLocation.ArgumentDefinition, DirectiveLocation.Enum, DirectiveLocation.FieldDefinition, DirectiveLocation.Object, DirectiveLocation.Scalar])
    {
        Description = "What a field, an argument or a value of a type costs. Without it fields and values of composite types cost 1, all others nothing.",
        Arguments = new([new("weight", new NonNullType(ScalarType.String)) { Description = "A number." }]),
    };

    private static readonly DirectiveDefinition s_listSize = new("listSize", [DirectiveLocation.FieldDefinition])
    {
        Description = "How many items a list has for the cost of an operation.",
        Arguments = new(
        [
            new("assumedSize", ScalarType.Int) { Description = "The size when no argument gives it." },
            new("slicingArguments", s_names) { Description = "The arguments that give the size." },
            new("sizedFields", s_names) { Description = "The fields of the value that are the list, where the value itself is not." },
            new("requireOneSlicingArgument", ScalarType.Boolean) { DefaultValue = "true", Description = "Whether exactly one of the arguments must be given." },
        ]),
    };

    /// <summary>Those of the directives that one of the types uses.</summary>
    public static IEnumerable<DirectiveDefinition> UsedIn(IReadOnlyCollection<NamedType> types)
    {
        var fields = types.OfType<CompositeType>().SelectMany(type => type.Fields).ToArray();
        if (types.Any(type => type.CostWeight is not null) || Array.Exists(fields, field => field.CostWeight is not null || field.Arguments.Any(argument => argument.CostWeight is not null)))
            yield return s_cost;
        if (Array.Exists(fields, field => field.ListSize is not null)) yield return s_listSize;
    }

    /// <summary>Refuses a size that names what is not there.</summary>
    /// <exception cref="SchemaException">An argument or field is missing or of the wrong type.</exception>
    public static void Check(CompositeType type, FieldDefinition field)
    {
        if (field.ListSize is not { } size) return;
        foreach (var name in size.SlicingArguments)
        {
            var nullable = field.Arguments[name]?.Type.Nullable;
            if (nullable is not ListType && nullable != ScalarType.Int)
                throw new SchemaException($"{type.Name}.{field.Name}: the slicing argument \"{name}\" of [ListSize] is no argument that is an Int or a list.");
        }

        foreach (var name in size.SizedFields)
        {
            if ((field.Type.Named as CompositeType)?.Fields[name]?.Type.Nullable is not ListType)
                throw new SchemaException($"{type.Name}.{field.Name}: the sized field \"{name}\" of [ListSize] is no list of {field.Type.Named}.");
        }

        if (size.RequireOneSlicingArgument && size.SlicingArguments.Count == 0)
            throw new SchemaException($"{type.Name}.{field.Name}: [ListSize] requires a slicing argument, but names none.");
    }
}
