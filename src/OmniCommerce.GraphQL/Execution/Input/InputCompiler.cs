using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Compiles the literals of one operation and knows the operation's variables.</summary>
/// <param name="variables">The variables; none for the defaults of a schema.</param>
internal sealed class InputCompiler(IReadOnlyList<VariablePlan> variables)
{
    /// <summary>Compiles the defaults of a schema, in which no variable can be.</summary>
    public static readonly InputCompiler ForSchema = new([]);

    private int _slots;

    /// <summary>How many values of variables a request holds.</summary>
    public int VariableSlots => _slots;

    /// <summary>How many computed literals a request holds.</summary>
    public int Caches { get; private set; }

    /// <summary>What gives an argument or input field its value: what is written, or the default, or nothing.</summary>
    public InputValue Field(InputValueDefinition definition, ValueNode? node)
    {
        if (node is null)
        {
            return definition.IsRequired
                ? throw new InputException($"\"{definition.Name}\" of type {definition.Type} is missing.")
                : new ConstantInput(definition.Absent);
        }

        if (node is not VariableNode variable) return definition.Reader!.Compile(node, this);
        return new VariableInput(Slot(variable.Name, definition.Reader!), definition.Absent, mayBeNull: definition.Type is not NonNullType);
    }

    /// <summary>A variable where no default of a schema applies: an item of a list, or inside an optional.</summary>
    public InputValue Variable(string name, InputReader reader) => new VariableInput(Slot(name, reader), null, mayBeNull: true);

    /// <summary>The slot of the variable's value as the reader reads it.</summary>
    public int Slot(string name, InputReader reader)
    {
        var variable = variables.FirstOrDefault(each => each.Name == name) ?? throw new InputException($"There is no variable \"${name}\".");
        return variable.SlotFor(reader, ref _slots);
    }

    /// <summary>What is put together from parts: now, if none of them has to wait for a request.</summary>
    public InputValue Computed(InputValue[] parts, Func<object?[], object?> make)
    {
        if (Array.Find(parts, part => part is not ConstantInput) is not null) return new ComputedInput(Caches++, parts, make);
        var values = Array.ConvertAll(parts, part => ((ConstantInput)part).Value);
        return new ConstantInput(Array.Find(values, value => value is InvalidId) ?? make(values));
    }
}
