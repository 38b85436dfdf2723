using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Reads a scalar's text; false when it is none of the scalar's. What kind of value it is, the scalar has looked at before.</summary>
internal delegate bool ReadScalar(string text, out object? value);

/// <summary>Reads scalars.</summary>
internal sealed class ScalarReader(GraphQLType type, ScalarType scalar, ReadScalar read) : InputReader(type)
{
    protected override bool TryReadValue(ref Utf8JsonReader json, InputProblem problem, out object? value)
    {
        var kind = Kind(ref json, out var text);
        if (TryConvert(kind, text, out value)) return Accept(ref value, problem);
        json.Skip();
        return problem.Say(NotOne(kind, text));
    }

    protected override InputValue CompileValue(ValueNode node, InputCompiler compiler)
    {
        var (kind, text) = node switch
        {
            StringValueNode literal => (InputKind.String, literal.Value),
            IntValueNode literal => (InputKind.Int, literal.Value),
            FloatValueNode literal => (InputKind.Float, literal.Value),
            BooleanValueNode literal => (InputKind.Boolean, literal.Value ? "true" : "false"),
            EnumValueNode literal => (InputKind.Enum, literal.Value),
            ListValueNode => (InputKind.List, "a list"),
            _ => (InputKind.Object, "an object"),
        };
        return TryConvert(kind, text, out var value) ? new ConstantInput(value) : throw new InputException(NotOne(kind, text) + ".");
    }

    private bool TryConvert(InputKind kind, string text, out object? value)
    {
        value = null;
        return scalar.Accepts(kind, text) && read(text, out value);
    }

    private static bool Accept(ref object? value, InputProblem problem)
    {
        if (value is not InvalidId invalid) return true;
        problem.InvalidId ??= invalid;
        value = null;
        return true;
    }

    private string NotOne(InputKind kind, string text) =>
        $"{(kind is InputKind.String ? $"\"{text}\"" : text)} is not {scalar.Expected}";

    private static InputKind Kind(ref Utf8JsonReader json, out string text)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                text = json.GetString()!;
                return InputKind.String;
            case JsonTokenType.Number:
                text = Encoding.UTF8.GetString(json.ValueSpan);
                return NumberKind(ref text);
            case JsonTokenType.True or JsonTokenType.False:
                text = json.TokenType is JsonTokenType.True ? "true" : "false";
                return InputKind.Boolean;
            case JsonTokenType.StartArray:
                text = "a list";
                return InputKind.List;
            default:
                text = "an object";
                return InputKind.Object;
        }
    }

    private static InputKind NumberKind(ref string text)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0) return InputKind.Int;

        // JSON has one kind of number: 3.0 and 3e2 are whole numbers there.
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) >= 1L << 53
            || number != Math.Floor(number)) return InputKind.Float;
        text = ((long)number).ToString(CultureInfo.InvariantCulture);
        return InputKind.Int;
    }
}

/// <summary>Reads the values of an enum: by name, from a JSON string or a bare name.</summary>
internal sealed class EnumReader(GraphQLType type, EnumType enumType) : InputReader(type)
{
    protected override bool TryReadValue(ref Utf8JsonReader json, InputProblem problem, out object? value)
    {
        value = null;
        if (json.TokenType is JsonTokenType.String && enumType.Values.TryGet(json.GetString()!, out var known))
        {
            value = known.Value;
            return true;
        }

        var given = json.TokenType is JsonTokenType.String ? $"\"{json.GetString()}\"" : "It";
        json.Skip();
        return problem.Say($"{given} is no value of {enumType.Name}");
    }

    protected override InputValue CompileValue(ValueNode node, InputCompiler compiler) =>
        node is EnumValueNode literal && enumType.Values.TryGet(literal.Value, out var known)
            ? new ConstantInput(known.Value)
            : throw new InputException($"The literal is no value of {enumType.Name}.");
}
