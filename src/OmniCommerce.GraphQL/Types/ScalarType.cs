using System.Globalization;

namespace OmniCommerce.GraphQL.Types;

/// <summary>The kinds of literals and variable values a scalar may be given.</summary>
public enum InputKind
{
    /// <summary>A number without fraction and exponent.</summary>
    Int,

    /// <summary>A number with fraction or exponent.</summary>
    Float,

    /// <summary>A string.</summary>
    String,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A bare name; only literals can be one.</summary>
    Enum,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object.</summary>
    Object,
}

/// <summary>A scalar: a leaf that is one value in the response.</summary>
/// <param name="name">The name in the schema.</param>
public sealed class ScalarType(string name)
    : NamedType(name)
{
    /// <summary>The 32-bit signed integer of the specification.</summary>
    public static ScalarType Int { get; } = new("Int")
    {
        Description = "A signed 32-bit whole number.",
        Expected = "a whole number between -2147483648 and 2147483647",
        Accepts = (kind, text) => kind is InputKind.Int && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
    };

    /// <summary>The double-precision number of the specification.</summary>
    public static ScalarType Float { get; } = new("Float")
    {
        Description = "A signed double-precision number as IEEE 754 has it.",
        Expected = "a finite number",
        Accepts = (kind, text) => kind is InputKind.Int or InputKind.Float
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value),
    };

    /// <summary>Text.</summary>
    public static ScalarType String { get; } = new("String")
    {
        Description = "Text: a sequence of Unicode characters.",
        Expected = "a string",
        Accepts = (kind, _) => kind is InputKind.String,
    };

    /// <summary>True or false.</summary>
    public static ScalarType Boolean { get; } = new("Boolean")
    {
        Description = "`true` or `false`.",
        Expected = "true or false",
        Accepts = (kind, _) => kind is InputKind.Boolean,
    };

    /// <summary>The opaque identifier of the specification: written as a string, read from a string or a whole number.</summary>
    public static ScalarType Id { get; } = new("ID")
    {
        Description = "An opaque identifier. It is written as a string and read from a string or a whole number.",
        Expected = "a string or a whole number",
        Accepts = (kind, _) => kind is InputKind.String or InputKind.Int,
    };

    /// <summary>The five scalars that every schema may use.</summary>
    public static IReadOnlyList<ScalarType> Specified { get; } = [Int, Float, String, Boolean, Id];

    /// <summary>The URL of the scalar's specification, or null.</summary>
    public string? SpecifiedByUrl { get; init; }

    /// <summary>What a valid value looks like, for the message that refuses another.</summary>
    public string Expected { get; init; } = "a value of the scalar";

    /// <summary>
    /// Whether a literal or variable value of that kind and text is one of the scalar's: the text is the number as it stands or the string's
    /// value. A scalar that says nothing accepts everything.
    /// </summary>
    public Func<InputKind, string, bool> Accepts { get; init; } = (_, _) => true;

    /// <summary>Whether it is one of the five scalars of the specification.</summary>
    public bool IsSpecified => Specified.Contains(this);
}
