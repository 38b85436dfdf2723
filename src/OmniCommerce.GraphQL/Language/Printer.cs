using System.Globalization;
using System.Text;

namespace OmniCommerce.GraphQL.Language;

/// <summary>Writes nodes as text, in the layout of the reference implementation, so that texts can be compared.</summary>
public static class Printer
{
    private const int MaxLineLength = 80;

    /// <summary>The document's text; definitions are separated by a blank line.</summary>
    public static string Print(Document document) => string.Join("\n\n", document.Definitions.Select(Print));

    /// <summary>The node's text.</summary>
    public static string Print(Node node) => node switch
    {
        ValueNode value => Value(value),
        TypeNode type => Type(type),
        SelectionNode selection => Selection(selection),
        SelectionSetNode set => Block(set.Selections.Select(Selection)),
        ArgumentNode argument => $"{argument.Name}: {Value(argument.Value)}",
        ObjectFieldNode field => $"{field.Name}: {Value(field.Value)}",
        DirectiveNode directive => "@" + directive.Name + Wrap("(", string.Join(", ", directive.Arguments.Select(Print)), ")"),
        VariableDefinitionNode variable => Variable(variable),
        OperationTypeDefinitionNode root => $"{Keyword(root.Operation)}: {root.Type.Name}",
        DefinitionNode definition => Description(definition.Description) + Definition(definition),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Kind, null),
    };

    /// <summary>A text as a string literal.</summary>
    public static string String(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' or (>= '\u007F' and <= '\u009F') => text.Append("\\u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture)),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').ToString();
    }

    private static string Value(ValueNode value) => value switch
    {
        VariableNode variable => "$" + variable.Name,
        IntValueNode number => number.Value,
        FloatValueNode number => number.Value,
        EnumValueNode name => name.Value,
        BooleanValueNode flag => flag.Value ? "true" : "false",
        NullValueNode => "null",
        StringValueNode text => text.Block ? BlockString.Print(text.Value) : String(text.Value),
        ListValueNode list => $"[{string.Join(", ", list.Values.Select(Value))}]",
        ObjectValueNode fields => $"{{{string.Join(", ", fields.Fields.Select(Print))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Kind, null),
    };

    private static string Type(TypeNode type) => type switch
    {
        NonNullTypeNode nonNull => Type(nonNull.Type) + "!",
        ListTypeNode list => $"[{Type(list.Type)}]",
        _ => ((NamedTypeNode)type).Name,
    };

    private static string Selection(SelectionNode selection) => selection switch
    {
        FieldNode field => Field(field),
        FragmentSpreadNode spread => "..." + spread.Name + Directives(spread.Directives),
        InlineFragmentNode fragment => Words(
            "...",
            fragment.TypeCondition is { } type ? "on " + type.Name : "",
            Directives(fragment.Directives).TrimStart(),
            Print(fragment.SelectionSet)),
        _ => throw new ArgumentOutOfRangeException(nameof(selection), selection.Kind, null),
    };

    private static string Field(FieldNode field)
    {
        var head = field.Alias is null ? field.Name : $"{field.Alias}: {field.Name}";
        var arguments = field.Arguments.Select(Print).ToArray();
        var oneLine = string.Join(", ", arguments);
        if (arguments.Length > 0)
        {
            head += head.Length + oneLine.Length + 2 > MaxLineLength
                ? $"(\n{Indent(string.Join('\n', arguments))}\n)"
                : $"({oneLine})";
        }

        return Words(head + Directives(field.Directives), field.SelectionSet is null ? "" : Print(field.SelectionSet));
    }

    private static string Definition(DefinitionNode definition) => definition switch
    {
        OperationDefinitionNode operation => Operation(operation),
        FragmentDefinitionNode fragment =>
            $"fragment {fragment.Name} on {fragment.TypeCondition.Name}{Directives(fragment.Directives)} {Print(fragment.SelectionSet)}",
        FieldDefinitionNode field => $"{field.Name}{InputValues(field.Arguments)}: {Type(field.Type)}{Directives(field.Directives)}",
        InputValueDefinitionNode input =>
            $"{input.Name}: {Type(input.Type)}{Wrap(" = ", input.DefaultValue is null ? "" : Value(input.DefaultValue), "")}{Directives(input.Directives)}",
        EnumValueDefinitionNode value => value.Name + Directives(value.Directives),
        DirectiveDefinitionNode directive =>
            $"directive @{directive.Name}{InputValues(directive.Arguments)}{(directive.IsRepeatable ? " repeatable" : "")}"
            + $" on {string.Join(" | ", directive.Locations.Select(location => location.Name()))}",
        SchemaDefinitionNode schema =>
            (schema.IsExtension ? "extend schema" : "schema") + Directives(schema.Directives) + Wrap(" ", Block(schema.OperationTypes.Select(Print)), ""),
        TypeDefinitionNode type => (type.IsExtension ? "extend " : "") + TypeDefinition(type),
        _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Kind, null),
    };

    private static string TypeDefinition(TypeDefinitionNode type) => type switch
    {
        ScalarTypeDefinitionNode => $"scalar {type.Name}{Directives(type.Directives)}",
        ObjectTypeDefinitionNode composite =>
            $"type {type.Name}{Interfaces(composite.Interfaces)}{Directives(type.Directives)}{Wrap(" ", Block(composite.Fields.Select(Print)), "")}",
        InterfaceTypeDefinitionNode composite =>
            $"interface {type.Name}{Interfaces(composite.Interfaces)}{Directives(type.Directives)}{Wrap(" ", Block(composite.Fields.Select(Print)), "")}",
        UnionTypeDefinitionNode union =>
            $"union {type.Name}{Directives(type.Directives)}{Wrap(" = ", string.Join(" | ", union.Types.Select(member => member.Name)), "")}",
        EnumTypeDefinitionNode values => $"enum {type.Name}{Directives(type.Directives)}{Wrap(" ", Block(values.Values.Select(Print)), "")}",
        InputObjectTypeDefinitionNode input => $"input {type.Name}{Directives(type.Directives)}{Wrap(" ", Block(input.Fields.Select(Print)), "")}",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, null),
    };

    private static string Operation(OperationDefinitionNode operation)
    {
        var variables = operation.VariableDefinitions.Select(Variable).ToArray();
        var list = variables.Any(variable => variable.Contains('\n', StringComparison.Ordinal))
            ? $"(\n{string.Join('\n', variables)}\n)"
            : Wrap("(", string.Join(", ", variables), ")");
        var head = operation.Name + list + Directives(operation.Directives);
        var isShort = operation is { Operation: OperationType.Query, Description: null } && head.Length == 0;
        var separator = operation.Name is null && list.Length == 0 ? "" : " ";
        return isShort ? Print(operation.SelectionSet) : $"{Keyword(operation.Operation)}{separator}{head} {Print(operation.SelectionSet)}";
    }

    private static string Variable(VariableDefinitionNode node) =>
        Description(node.Description)
        + $"${node.Variable.Name}: {Type(node.Type)}"
        + Wrap(" = ", node.DefaultValue is null ? "" : Value(node.DefaultValue), "")
        + Directives(node.Directives);

    private static string Keyword(OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };

    private static string Description(StringValueNode? description) => description is null ? "" : Value(description) + "\n";

    private static string Directives(DirectiveNode[] directives) => string.Concat(directives.Select(directive => " " + Print(directive)));

    private static string Interfaces(NamedTypeNode[] interfaces) => Wrap(" implements ", string.Join(" & ", interfaces.Select(type => type.Name)), "");

    private static string InputValues(InputValueDefinitionNode[] values)
    {
        var lines = values.Select(Print).ToArray();
        return lines.Any(line => line.Contains('\n', StringComparison.Ordinal))
            ? $"(\n{Indent(string.Join('\n', lines))}\n)"
            : Wrap("(", string.Join(", ", lines), ")");
    }

    private static string Block(IEnumerable<string> lines) => Wrap("{\n", Indent(string.Join('\n', lines)), "\n}");

    private static string Indent(string text) => text.Length == 0 ? "" : "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);

    private static string Wrap(string before, string text, string after) => text.Length == 0 ? "" : before + text + after;

    private static string Words(params ReadOnlySpan<string> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            if (word.Length == 0) continue;
            if (text.Length > 0) text.Append(' ');
            text.Append(word);
        }

        return text.ToString();
    }
}
