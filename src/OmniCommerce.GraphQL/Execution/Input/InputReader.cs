using System.Text.Json;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Reads values of one GraphQL input type into one CLR type, from the JSON of variables and from literals.</summary>
internal abstract class InputReader(GraphQLType type)
{
    /// <summary>The type that decides where null may be.</summary>
    public GraphQLType Type { get; private set; } = type;

    /// <summary>What stands for a value that is not given: null, or an empty optional.</summary>
    public virtual object? Absent => null;

    /// <summary>Whether the value, as this reader reads it, stands for null or for nothing.</summary>
    public virtual bool IsNull(object? value) => value is null;

    /// <summary>Reads the value that the JSON reader stands on, and leaves it on the value's last token.</summary>
    /// <returns>False when the value is none of the type; then the problem says why.</returns>
    public bool TryRead(ref Utf8JsonReader json, InputProblem problem, out object? value)
    {
        value = null;
        if (json.TokenType != JsonTokenType.Null) return TryReadValue(ref json, problem, out value);
        if (Type is NonNullType) return problem.Say($"null is no {Type}");
        value = Wrap(null);
        return true;
    }

    /// <summary>Turns a literal into what gives the value at execution: a constant, unless it holds variables.</summary>
    /// <exception cref="InputException">The literal is none of the type.</exception>
    public InputValue Compile(ValueNode node, InputCompiler compiler) => node switch
    {
        VariableNode variable => compiler.Variable(variable.Name, this),
        NullValueNode when Type is NonNullType => throw new InputException($"null is no {Type}."),
        NullValueNode => new ConstantInput(Wrap(null)),
        _ => CompileValue(node, compiler),
    };

    /// <summary>The same reader for a variable that is declared with another nullability.</summary>
    public virtual InputReader As(GraphQLType declared)
    {
        if (declared.ToString() == Type.ToString()) return this;
        var copy = (InputReader)MemberwiseClone();
        copy.Type = declared;
        return copy;
    }

    /// <summary>What the CLR type has for a value, null included.</summary>
    protected virtual object? Wrap(object? value) => value;

    protected abstract bool TryReadValue(ref Utf8JsonReader json, InputProblem problem, out object? value);

    protected abstract InputValue CompileValue(ValueNode node, InputCompiler compiler);
}

/// <summary>Why a variable's value is refused, and where in it. The place is put together on the way out, so that a good value pays nothing.</summary>
internal sealed class InputProblem
{
    public string? Message { get; private set; }

    public string Path { get; private set; } = "";

    /// <summary>The first id that does not fit; reading goes on, for what else is wrong comes first.</summary>
    public InvalidId? InvalidId { get; set; }

    public bool Say(string message)
    {
        Message = message;
        return false;
    }

    public bool In(string field)
    {
        Path = Path.Length == 0 || Path[0] == '[' ? field + Path : $"{field}.{Path}";
        return false;
    }

    public bool In(int index)
    {
        Path = Path.Length == 0 || Path[0] == '[' ? $"[{index}]{Path}" : $"[{index}].{Path}";
        return false;
    }
}
