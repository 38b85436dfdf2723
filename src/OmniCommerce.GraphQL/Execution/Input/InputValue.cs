namespace OmniCommerce.GraphQL.Execution;

/// <summary>What gives an argument its value at execution.</summary>
internal abstract class InputValue
{
    /// <summary>The value, boxed. Constants and variables are boxed once, not once per call.</summary>
    /// <exception cref="InputException">Only now it shows that there is no such value.</exception>
    public abstract object? Get(RequestContext request);
}

/// <summary>A value that is known when the operation is compiled.</summary>
internal sealed class ConstantInput(object? value) : InputValue
{
    public object? Value => value;

    public override object? Get(RequestContext request) => value is InvalidId id ? throw InputException.For(id) : value;
}

/// <summary>A variable's value.</summary>
/// <param name="slot">Where the request keeps it.</param>
/// <param name="absent">What stands for it when none was given.</param>
/// <param name="mayBeNull">Whether null may stand where the variable stands.</param>
internal sealed class VariableInput(int slot, object? absent, bool mayBeNull) : InputValue
{
    /// <summary>Stands in a request's variables for one that was not given.</summary>
    public static readonly object Absent = new();

    public override object? Get(RequestContext request)
    {
        var value = request.Variables[slot];
        if (value == Absent) value = absent;
        if (value is null && !mayBeNull) throw new InputException("A variable without a value stands where a value is needed.");
        return value is InvalidId id ? throw InputException.For(id) : value;
    }
}

/// <summary>A list, object or optional with variables in it. It is put together once per request.</summary>
/// <param name="cache">Where the request keeps it.</param>
/// <param name="parts">What it is put together from.</param>
/// <param name="make">Puts it together.</param>
internal sealed class ComputedInput(int cache, InputValue[] parts, Func<object?[], object?> make) : InputValue
{
    public override object? Get(RequestContext request)
    {
        // Resolvers are started one at a time, so nobody else puts it together meanwhile.
        ref var cached = ref request.ComputedInputs[cache];
        return cached ??= make(Array.ConvertAll(parts, part => part.Get(request)));
    }
}
