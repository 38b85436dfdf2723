using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>A directive of the schema.</summary>
/// <param name="name">The name without <c>@</c>.</param>
/// <param name="locations">Where it may stand.</param>
public sealed class DirectiveDefinition(string name, IEnumerable<DirectiveLocation> locations)
    : SchemaElement(name)
{
    /// <summary>Leaves a selection out when its argument is true.</summary>
    public static DirectiveDefinition Skip { get; } = new("skip", [DirectiveLocation.Field, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment])
    {
        Description = "Leaves the selection out when `if` is true.",
        Arguments = new([new("if", new NonNullType(ScalarType.Boolean)) { Description = "Whether to leave it out." }]),
    };

    /// <summary>Leaves a selection out unless its argument is true.</summary>
    public static DirectiveDefinition Include { get; } = new("include", [DirectiveLocation.Field, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment])
    {
        Description = "Leaves the selection out unless `if` is true.",
        Arguments = new([new("if", new NonNullType(ScalarType.Boolean)) { Description = "Whether to keep it." }]),
    };

    /// <summary>Marks what should no longer be used.</summary>
    public static DirectiveDefinition Deprecated { get; } = new(
        "deprecated",
        [DirectiveLocation.FieldDefinition, DirectiveLocation.ArgumentDefinition, DirectiveLocation.InputFieldDefinition, DirectiveLocation.EnumValue])
    {
        Description = "Marks an element of the schema that should no longer be used.",
        Arguments = new([new("reason", new NonNullType(ScalarType.String)) { DefaultValue = "\"No longer supported\"", Description = "What to use instead, in Markdown." }]),
    };

    /// <summary>Says where a scalar is specified.</summary>
    public static DirectiveDefinition SpecifiedBy { get; } = new("specifiedBy", [DirectiveLocation.Scalar])
    {
        Description = "Says where the scalar is specified.",
        Arguments = new([new("url", new NonNullType(ScalarType.String)) { Description = "The URL of the specification." }]),
    };

    /// <summary>Marks an input object of which exactly one field is given.</summary>
    public static DirectiveDefinition OneOf { get; } = new("oneOf", [DirectiveLocation.InputObject])
    {
        Description = "Exactly one field of the input object is given, and it is not null.",
    };

    /// <summary>The directives that every schema has.</summary>
    public static IReadOnlyList<DirectiveDefinition> Specified { get; } = [Include, Skip, Deprecated, SpecifiedBy, OneOf];

    /// <summary>Where the directive may stand.</summary>
    public IReadOnlyList<DirectiveLocation> Locations { get; } = [.. locations];

    /// <summary>The arguments in the order of the schema.</summary>
    public ElementList<InputValueDefinition> Arguments { get; init; } = new([]);

    /// <summary>Whether it may stand more than once at one place.</summary>
    public bool IsRepeatable { get; init; }
}
