using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>
/// Gives a repeated operation its first outcome. The outcome is stored in the transaction of the effect, so that there is never one without
/// the other; the primary key of the stored outcome decides between two that run at once, and the one that lost repeats the winner's answer.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(CommerceDbContext db, CommitActions commit, IDatabaseProvider provider, WriteGate gate, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand, IRepeatable
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.OperationId is { } id && !commit.InTransaction ? OnceAsync(request, id, next, cancellationToken) : next();

    private async Task<TResponse> OnceAsync(TRequest request, Guid id, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        var fingerprint = Operation.FingerprintOf(request);
        if (await FindAsync(request, id, cancellationToken) is { } before)
            return before.Repeat<TResponse>(fingerprint);

        try
        {
            commit.BeforeSave((context, response) => context.Add(Operation.Of(request.Actor, id, fingerprint, (TResponse)response, clock.GetUtcNow())));
            var response = await next();
            if (response.Refusals.Count > 0)
                await StoreRefusalAsync(Operation.Of(request.Actor, id, fingerprint, response, clock.GetUtcNow()), cancellationToken);
            return response;
        }
        catch (DbUpdateException exception) when (provider.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(request, id, cancellationToken) is { } winner)
                return winner.Repeat<TResponse>(fingerprint);
            throw;
        }
        finally
        {
            commit.ForgetAll();
        }
    }

    private Task<Operation?> FindAsync(TRequest request, Guid id, CancellationToken cancellationToken) =>
        db.Set<Operation>().AsNoTracking().SingleOrDefaultAsync(operation => operation.Actor == request.Actor && operation.Id == id, cancellationToken);

    // A refusal changed nothing, so its outcome stands alone.
    private async Task StoreRefusalAsync(Operation operation, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        db.Add(operation);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
