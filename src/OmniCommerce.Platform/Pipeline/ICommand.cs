using MediatR;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>
/// A request that changes something, in one transaction: the handler changes aggregates and answers, the pipeline saves and commits, or
/// rolls back when the handler refuses. A command that another command's handler sends joins that one's transaction.
/// </summary>
/// <typeparam name="T">What is answered when it is done.</typeparam>
public interface ICommand<T> : IRequest<Result<T>>, ICommand
    where T : notnull;

/// <summary>A request that changes something, whatever it answers.</summary>
public interface ICommand;

/// <summary>
/// A request that may be repeated safely: with the same <see cref="OperationId"/> by the same actor it answers its first outcome and changes
/// nothing; with another input it is refused with <see cref="OperationReused"/>. The input is every property but <c>OperationId</c>,
/// <c>Actor</c> and <c>Caller</c>, and is kept as a hash: a secret in it carries <c>[JsonIgnore]</c>. What is answered is kept as JSON, so it
/// holds no secret either.
/// </summary>
public interface IRepeatable
{
    /// <summary>Names the operation; null when the caller does not want to repeat it.</summary>
    Guid? OperationId { get; }

    /// <summary>Who acts; the same id of another actor is another operation. For example <c>session:…</c>.</summary>
    string Actor { get; }
}
