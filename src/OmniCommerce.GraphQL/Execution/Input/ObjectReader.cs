using System.Reflection;
using System.Text;
using System.Text.Json;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Reads input objects by calling the constructor of their CLR type: its parameters are the fields, in their order.</summary>
internal sealed class ObjectReader(GraphQLType type, InputObjectType objectType, ConstructorInfo constructor) : InputReader(type)
{
    private readonly ConstructorInvoker _constructor = ConstructorInvoker.Create(constructor);
    private byte[][]? _names;

    /// <summary>The fields' names; not before they are needed, for an input object may have a field of its own type.</summary>
    private byte[][] Names => _names ??= [.. objectType.Fields.Select(input => Encoding.UTF8.GetBytes(input.Name))];

    protected override bool TryReadValue(ref Utf8JsonReader json, InputProblem problem, out object? value)
    {
        value = null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return problem.Say($"it is not an object of {objectType.Name}");
        }

        var values = new object?[Names.Length];
        var given = new bool[Names.Length];
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var index = IndexOf(ref json);
            if (index < 0) return problem.Say($"{objectType.Name} has no field \"{json.GetString()}\"");
            json.Read();
            if (!objectType.Fields[index].Reader!.TryRead(ref json, problem, out values[index])) return problem.In(objectType.Fields[index].Name);
            given[index] = true;
        }

        if (objectType.IsOneOf && (given.Count(isGiven => isGiven) != 1 || (IsNull(values, Array.IndexOf(given, true)) && problem.InvalidId is null)))
            return problem.Say($"{objectType.Name} takes exactly one field, and not null");
        if (!AddDefaults(values, given, problem)) return false;
        if (problem.InvalidId is null) value = _constructor.Invoke(values.AsSpan());
        return true;
    }

    protected override InputValue CompileValue(ValueNode node, InputCompiler compiler)
    {
        if (node is not ObjectValueNode literal) throw new InputException($"The literal is no {objectType.Name}.");
        foreach (var given in literal.Fields)
            if (objectType.Fields[given.Name] is null) throw new InputException($"{objectType.Name} has no field \"{given.Name}\".");
        if (objectType.IsOneOf && (literal.Fields.Length != 1 || literal.Fields[0].Value is NullValueNode))
            throw new InputException($"{objectType.Name} takes exactly one field, and not null.");

        var values = new InputValue[Names.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var field = objectType.Fields[i];
            values[i] = compiler.Field(field, Array.Find(literal.Fields, given => given.Name == field.Name)?.Value);
        }

        return compiler.Computed(values, Create);
    }

    private object Create(object?[] values) =>
        objectType.IsOneOf && Enumerable.Range(0, values.Length).Count(index => !IsNull(values, index)) != 1
            ? throw new InputException($"{objectType.Name} takes exactly one field, and not null.")
            : _constructor.Invoke(values.AsSpan());

    private bool IsNull(object?[] values, int index) => objectType.Fields[index].Reader!.IsNull(values[index]);

    private bool AddDefaults(object?[] values, bool[] given, InputProblem problem)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (given[i]) continue;
            var field = objectType.Fields[i];
            if (field.IsRequired) return problem.Say($"the field \"{field.Name}\" of {objectType.Name} is missing");
            values[i] = field.Absent;
        }

        return true;
    }

    private int IndexOf(ref Utf8JsonReader json)
    {
        for (var i = 0; i < Names.Length; i++)
            if (json.ValueTextEquals(Names[i])) return i;
        return -1;
    }
}

/// <summary>Reads a field that tells "not given" from "given as null".</summary>
internal sealed class OptionalReader<T>(InputReader inner) : InputReader(inner.Type)
{
    public override object? Absent => default(Authoring.Optional<T>);

    public override bool IsNull(object? value) => value is not Authoring.Optional<T> { Value: not null };

    public override InputReader As(GraphQLType declared) => new OptionalReader<T>(inner.As(declared));

    protected override object? Wrap(object? value) => new Authoring.Optional<T>((T?)value);

    protected override bool TryReadValue(ref Utf8JsonReader json, InputProblem problem, out object? value)
    {
        if (!inner.TryRead(ref json, problem, out value)) return false;
        if (problem.InvalidId is null) value = Wrap(value);
        return true;
    }

    protected override InputValue CompileValue(ValueNode node, InputCompiler compiler) =>
        compiler.Computed([inner.Compile(node, compiler)], parts => Wrap(parts[0]));
}
