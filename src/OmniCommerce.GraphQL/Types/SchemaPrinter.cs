using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Types;

/// <summary>
/// Prints a schema in the type-system definition language: the roots first, then everything else by name, so that two prints of one schema
/// are equal and a change shows as a change. What every schema has by specification is left out.
/// </summary>
public sealed class SchemaPrinter
{
    private readonly StringBuilder _text = new();

    private SchemaPrinter()
    {
    }

    /// <summary>The schema as text, with descriptions.</summary>
    public static string Print(Schema schema)
    {
        var printer = new SchemaPrinter();
        NamedType?[] roots = [schema.QueryType, schema.MutationType, schema.SubscriptionType];
        if (schema.Description is not null || roots.Any(root => root is not (null or { Name: "Query" or "Mutation" or "Subscription" }))) printer.SchemaDefinition(schema);
        var others = schema.Types
            .Where(type => !roots.Contains(type) && !type.IsIntrospection && type is not ScalarType { IsSpecified: true })
            .OrderBy(type => type.Name, StringComparer.Ordinal);
        foreach (var directive in schema.Directives.Where(directive => !DirectiveDefinition.Specified.Contains(directive))) printer.Directive(directive);
        foreach (var type in roots.Concat(others))
            if (type is not null) printer.Type(type);
        return printer._text.ToString();
    }

    private void SchemaDefinition(Schema schema)
    {
        Description(schema.Description, "");
        _text.Append("schema {\n  query: ").Append(schema.QueryType).Append('\n');
        if (schema.MutationType is not null) _text.Append("  mutation: ").Append(schema.MutationType).Append('\n');
        if (schema.SubscriptionType is not null) _text.Append("  subscription: ").Append(schema.SubscriptionType).Append('\n');
        _text.Append("}\n");
    }

    private void Type(NamedType type)
    {
        if (_text.Length > 0) _text.Append('\n');
        Description(type.Description, "");
        switch (type)
        {
            case ScalarType scalar:
                _text.Append("scalar ").Append(scalar.Name);
                if (scalar.SpecifiedByUrl is not null) _text.Append(" @specifiedBy(url: ").Append(Quoted(scalar.SpecifiedByUrl)).Append(')');
                Cost(scalar.CostWeight);
                _text.Append('\n');
                break;
            case UnionType union:
                _text.Append("union ").Append(union.Name).Append(" = ").AppendJoin(" | ", union.Members).Append('\n');
                break;
            case CompositeType composite:
                _text.Append(composite is ObjectType ? "type " : "interface ").Append(composite.Name);
                if (composite.Interfaces.Count > 0) _text.Append(" implements ").AppendJoin(" & ", composite.Interfaces);
                Cost(composite.CostWeight);
                Block(composite.Fields, Field);
                break;
            case InputObjectType input:
                _text.Append("input ").Append(input.Name).Append(input.IsOneOf ? " @oneOf" : "");
                Block(input.Fields, InputValue);
                break;
            case EnumType enumType:
                _text.Append("enum ").Append(enumType.Name);
                Cost(enumType.CostWeight);
                Block(enumType.Values, value => _text.Append(value.Name));
                break;
        }
    }

    private void Directive(DirectiveDefinition directive)
    {
        if (_text.Length > 0) _text.Append('\n');
        Description(directive.Description, "");
        _text.Append("directive @").Append(directive.Name);
        Arguments(directive.Arguments);
        if (directive.IsRepeatable) _text.Append(" repeatable");
        _text.Append(" on ").AppendJoin(" | ", directive.Locations.Select(location => JsonNamingPolicy.SnakeCaseUpper.ConvertName(location.ToString()))).Append('\n');
    }

    private void Block<T>(IEnumerable<T> elements, Action<T> print)
        where T : DeprecatableElement
    {
        _text.Append(" {\n");
        foreach (var element in elements)
        {
            Description(element.Description, "  ");
            _text.Append("  ");
            print(element);
            Deprecation(element);
            _text.Append('\n');
        }

        _text.Append("}\n");
    }

    private void Field(FieldDefinition field)
    {
        _text.Append(field.Name);
        Arguments(field.Arguments);
        _text.Append(": ").Append(field.Type);
        Cost(field.CostWeight);
        ListSize(field.ListSize);
    }

    private void Arguments(ElementList<InputValueDefinition> arguments)
    {
        if (arguments.Count == 0) return;
        if (arguments.All(argument => argument.Description is null))
        {
            var separator = "(";
            foreach (var argument in arguments)
            {
                _text.Append(separator);
                InputValue(argument);
                Deprecation(argument);
                separator = ", ";
            }

            _text.Append(')');
            return;
        }

        _text.Append("(\n");
        foreach (var argument in arguments)
        {
            Description(argument.Description, "    ");
            _text.Append("    ");
            InputValue(argument);
            Deprecation(argument);
            _text.Append('\n');
        }

        _text.Append("  )");
    }

    private void InputValue(InputValueDefinition value)
    {
        _text.Append(value.Name).Append(": ").Append(value.Type);
        if (value.DefaultValue is not null) _text.Append(" = ").Append(value.DefaultValue);
        Cost(value.CostWeight);
    }

    private void Cost(double? weight)
    {
        if (weight is not null) _text.Append(CultureInfo.InvariantCulture, $" @cost(weight: \"{weight}\")");
    }

    private void ListSize(ListSize? size)
    {
        if (size is null) return;
        _text.Append(" @listSize(");
        if (size.AssumedSize is not null) _text.Append(CultureInfo.InvariantCulture, $"assumedSize: {size.AssumedSize}, ");
        Names("slicingArguments", size.SlicingArguments);
        Names("sizedFields", size.SizedFields);
        _text.Append("requireOneSlicingArgument: ").Append(size.RequireOneSlicingArgument ? "true" : "false").Append(')');
    }

    private void Names(string argument, IReadOnlyList<string> names)
    {
        if (names.Count > 0) _text.Append(argument).Append(": [").AppendJoin(", ", names.Select(name => $"\"{name}\"")).Append("], ");
    }

    private void Deprecation(DeprecatableElement element)
    {
        if (element.DeprecationReason is not null) _text.Append(" @deprecated(reason: ").Append(Quoted(element.DeprecationReason)).Append(')');
    }

    private void Description(string? description, string indentation)
    {
        if (string.IsNullOrEmpty(description)) return;
        _text.Append(indentation).Append(Quoted(description)).Append('\n');
    }

    private static string Quoted(string text) => Printer.Print(new StringValueNode { Value = text });
}
