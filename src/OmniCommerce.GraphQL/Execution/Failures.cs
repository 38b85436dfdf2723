using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>What a client may know of a failure: what was meant for it, and whether to try again. Anything else is logged.</summary>
internal sealed class Failures(ILogger logger, TransientFailures transient)
{
    public static readonly ExecutionError Unexplained = new("Unexpected error.", ErrorCodes.Internal);
    public static readonly ExecutionError Unavailable = new("This cannot be done just now. Try again soon.", ErrorCodes.Unavailable);

    public bool IsTransient(Exception exception) => transient.Include(exception);

    public ExecutionError Describe(Exception exception, FieldPlan field)
    {
        if (exception is GraphQLException told) return new ExecutionError(told.Message, told.Code);
        if (exception is InputException wrong) return new ExecutionError(wrong.Message, wrong.Code);
        var isTransient = IsTransient(exception);
        logger.Log(isTransient ? LogLevel.Warning : LogLevel.Error, exception, "The field {Type}.{Field} failed.", field.ParentType.Name, field.Definition.Name);
        return isTransient ? Unavailable : Unexplained;
    }
}
