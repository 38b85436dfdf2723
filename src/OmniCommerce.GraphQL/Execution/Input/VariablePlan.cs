using System.Text;
using System.Text.Json;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>A variable of an operation: where its values go. One value may be read several ways, one for each CLR type it is used as.</summary>
internal sealed class VariablePlan(VariableDefinitionNode node, GraphQLType type)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(node.Variable.Name);
    private readonly List<Use> _uses = [];

    public string Name => node.Variable.Name;

    public GraphQLType Type => type;

    /// <summary>Whether the variable is used at all.</summary>
    public bool IsUsed => _uses.Count > 0;

    /// <summary>The slot of the variable's value as the reader reads it.</summary>
    public int SlotFor(InputReader reader, ref int slots)
    {
        foreach (var known in _uses)
            if (known.Asked == reader) return known.Slot;

        var declared = reader.As(type);
        var absent = node.DefaultValue is null ? VariableInput.Absent : ((ConstantInput)declared.Compile(node.DefaultValue, InputCompiler.ForSchema)).Value;
        _uses.Add(new Use(reader, declared, slots, absent));
        return slots++;
    }

    /// <summary>Reads the variables of a request.</summary>
    /// <param name="plan">The operation.</param>
    /// <param name="json">The variables' JSON; empty for none.</param>
    /// <param name="errors">What is wrong with them; null when nothing is.</param>
    public static object?[] ReadAll(Plan plan, ReadOnlySpan<byte> json, out List<ExecutionError>? errors)
    {
        errors = null;
        if (plan.Variables.Length == 0) return [];

        var problems = new List<ExecutionError>();
        var values = new object?[plan.VariableSlots];
        Array.Fill(values, VariableInput.Absent);
        try
        {
            if (!json.IsEmpty) ReadGiven(plan, new Utf8JsonReader(json), values, problems);
        }
        catch (JsonException)
        {
            problems.Add(new ExecutionError("The variables are no JSON object.", ErrorCodes.Input));
        }

        foreach (var variable in plan.Variables) variable.AddDefault(values, problems);
        if (problems.Count > 0) errors = problems;
        return values;
    }

    private static void ReadGiven(Plan plan, Utf8JsonReader json, object?[] values, List<ExecutionError> errors)
    {
        json.Read();
        if (json.TokenType is JsonTokenType.Null) return;
        if (json.TokenType is not JsonTokenType.StartObject) throw new JsonException();
        while (json.Read() && json.TokenType is not JsonTokenType.EndObject)
        {
            var variable = Find(plan, ref json);
            json.Read();
            variable?.Read(json, values, errors);
            json.Skip();
        }
    }

    private static VariablePlan? Find(Plan plan, ref Utf8JsonReader json)
    {
        foreach (var variable in plan.Variables)
            if (json.ValueTextEquals(variable._name)) return variable;
        return null;
    }

    private void Read(Utf8JsonReader json, object?[] values, List<ExecutionError> errors)
    {
        foreach (var use in _uses)
        {
            var reader = json;
            var problem = new InputProblem();
            if (!use.Declared.TryRead(ref reader, problem, out values[use.Slot]))
            {
                var place = problem.Path.Length == 0 ? "" : $" at \"{problem.Path}\"";
                errors.Add(new ExecutionError($"The variable \"${Name}\" is refused{place}: {problem.Message}.", ErrorCodes.Input));
                values[use.Slot] = null;
                return;
            }

            if (problem.InvalidId is { } invalid) values[use.Slot] = invalid;
        }
    }

    private void AddDefault(object?[] values, List<ExecutionError> errors)
    {
        foreach (var use in _uses)
        {
            if (values[use.Slot] != VariableInput.Absent) continue;
            values[use.Slot] = use.Absent;
            if (use.Absent != VariableInput.Absent || type is not NonNullType) continue;
            errors.Add(new ExecutionError($"The variable \"${Name}\" of type {type} is missing.", ErrorCodes.Input));
            return;
        }
    }

    /// <param name="Asked">The reader of the place where the variable stands.</param>
    /// <param name="Declared">The same with the variable's own nullability.</param>
    /// <param name="Slot">Where a request keeps the value.</param>
    /// <param name="Absent">The variable's default.</param>
    private sealed record Use(InputReader Asked, InputReader Declared, int Slot, object? Absent);
}
