using System.Text.Json;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>What a mutation came to: the object behind every payload.</summary>
/// <param name="Value">The result; null when the mutation was refused.</param>
/// <param name="Errors">Why it was refused; empty when it was not.</param>
internal sealed record MutationOutcome(object? Value, IReadOnlyList<object> Errors);

/// <summary>Makes the outcome of a mutation's answer. An id that does not fit is an error of the payload, if the payload knows such errors.</summary>
internal sealed class OutcomeInvoker<T>(Invoker<ValueTask<T>> inner, Func<object, MutationOutcome> map, Func<InvalidId, object?> errorFor)
    : Invoker<ValueTask<MutationOutcome>>
{
    public override async ValueTask<MutationOutcome> Invoke(RequestContext request, FieldPlan field, object parent)
    {
        try
        {
            return map((await inner.Invoke(request, field, parent))!);
        }
        catch (InputException exception) when (exception.InvalidId is { } id && errorFor(id) is { } error)
        {
            return new MutationOutcome(null, [error]);
        }
    }
}

/// <summary>The value of a result outside mutations: errors have no place there but the response's own.</summary>
internal sealed class ResultValueInvoker<TResult, T>(Invoker<ValueTask<TResult>> inner, Func<object, IReadOnlyList<object>> errors, Func<object, object?> value)
    : Invoker<ValueTask<T?>>
    where TResult : notnull
{
    public override async ValueTask<T?> Invoke(RequestContext request, FieldPlan field, object parent)
    {
        object result = await inner.Invoke(request, field, parent);
        if (errors(result) is [var error, ..])
            throw new GraphQLException(Describe(error), JsonNamingPolicy.SnakeCaseUpper.ConvertName(error.GetType().Name));
        return (T?)value(result);
    }

    private static string Describe(object error) => error.GetType().GetProperty("Message")?.GetValue(error) as string ?? error.GetType().Name;
}

/// <summary>The result, or a part of it, of a mutation that was not refused.</summary>
internal sealed class ResultInvoker<T>(Invoker<T>? part) : Invoker<T?>
{
    public override T? Invoke(RequestContext request, FieldPlan field, object parent) => ((MutationOutcome)parent).Value switch
    {
        null => default,
        var value => part is null ? (T)value : part.Invoke(request, field, value),
    };
}

/// <summary>The same for structs, which need a null of their own.</summary>
internal sealed class StructResultInvoker<T>(Invoker<T>? part) : Invoker<T?>
    where T : struct
{
    public override T? Invoke(RequestContext request, FieldPlan field, object parent) => ((MutationOutcome)parent).Value switch
    {
        null => null,
        var value => part is null ? (T)value : part.Invoke(request, field, value),
    };
}
