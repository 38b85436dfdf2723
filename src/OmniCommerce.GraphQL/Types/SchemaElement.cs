namespace OmniCommerce.GraphQL.Types;

/// <summary>Whatever has a name and a description inside a type: a field, an argument, an enum value, a directive.</summary>
/// <param name="name">A GraphQL Name.</param>
public abstract class SchemaElement(string name)
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; } = name;

    /// <summary>The description in Markdown, or null.</summary>
    public string? Description { get => Documentation.Value; init => Documentation = new LazyText(value); }

    internal LazyText Documentation { get; init; } = LazyText.None;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A schema element that can be deprecated: a field, an argument, an input field, an enum value.</summary>
/// <param name="name">A GraphQL Name.</param>
public abstract class DeprecatableElement(string name) : SchemaElement(name)
{
    /// <summary>What to use instead; null when the element is not deprecated.</summary>
    public string? DeprecationReason { get; init; }

    /// <summary>Whether the element is deprecated.</summary>
    public bool IsDeprecated => DeprecationReason is not null;
}

/// <summary>A text that is looked up when it is first asked for: documentation files are read by introspection, not at start.</summary>
internal sealed class LazyText
{
    public static readonly LazyText None = new((string?)null);

    private Func<string?>? _find;
    private string? _value;

    public LazyText(string? value) => _value = value;

    public LazyText(Func<string?> find) => _find = find;

    public string? Value
    {
        get
        {
            // Two readers may both look it up; they find the same.
            if (_find is { } find)
            {
                _value = find();
                _find = null;
            }

            return _value;
        }
    }
}
