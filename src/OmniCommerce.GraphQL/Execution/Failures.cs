using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>What a client may know of a failure: what was meant for it, and whether to try again. Anything else is logged.</summary>
internal sealed class Failures(ILogger logger, PassingFailures passing)
{
    public static readonly ExecutionError Unexplained = new("Unexpected error.", ErrorCodes.Internal);
    public static readonly ExecutionError Unavailable = new("This cannot be done just now. Try again soon.", ErrorCodes.Unavailable);

    public bool IsPassing(Exception exception) => passing.Include(exception);

    public ExecutionError Describe(Exception exception, FieldPlan field)
    {
        if (exception is GraphQLException told) return new ExecutionError(told.Message, told.Code);
        if (exception is InputException wrong) return new ExecutionError(wrong.Message, wrong.Code);
        var isPassing = IsPassing(exception);
        logger.Log(isPassing ? LogLevel.Warning : LogLevel.Error, exception, "The field {Type}.{Field} failed.", field.ParentType.Name, field.Definition.Name);
        return isPassing ? Unavailable : Unexplained;
    }
}
