using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>
/// Gives a repeated operation its first outcome. The outcome is stored in the transaction of the effect, so that there is never one without
/// the other; the primary key of the stored outcome decides between two that run at once, and the one that lost is run again and finds it.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(CommerceDbContext db, CommitActions commit, WriteGate gate, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand, IRepeatable
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.OperationId is { } id && !commit.InTransaction ? OnceAsync(request, id, next, cancellationToken) : next();

    private async Task<TResponse> OnceAsync(TRequest request, Guid id, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        var actor = request.Actor;
        var fingerprint = Operation.FingerprintOf(request);
        var first = await db.Set<Operation>().AsNoTracking()
            .SingleOrDefaultAsync(operation => operation.Actor == actor && operation.Id == id, cancellationToken);
        if (first is not null)
            return first.Repeat<TResponse>(fingerprint);

        commit.BeforeSave((context, response) => context.Add(Operation.Of(actor, id, fingerprint, (TResponse)response, clock.GetUtcNow())));
        var answer = await next();
        if (answer.Refusals.Count > 0)
            await StoreRefusalAsync(Operation.Of(actor, id, fingerprint, answer, clock.GetUtcNow()), cancellationToken);
        return answer;
    }

    // A refusal changed nothing, so its outcome stands alone.
    private async Task StoreRefusalAsync(Operation operation, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        try
        {
            db.Add(operation);
            await db.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
