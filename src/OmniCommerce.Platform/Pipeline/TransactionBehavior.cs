using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>
/// Runs a command in one transaction: saves once and commits when it was done, rolls back when it was refused or failed. What a concurrent
/// writer got in the way of is run again from the start, with nothing remembered but what the database says now.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(CommerceDbContext db, CommitActions commit, IDatabaseProvider provider, WriteGate gate)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand
    where TResponse : IResult<TResponse>
{
    private const int MaxAttempts = 20;

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        commit.InTransaction ? next() : RunAsync(next, cancellationToken);

    private async Task<TResponse> RunAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(next, cancellationToken);
            }
            catch (Exception exception) when (attempt < MaxAttempts && provider.IsConflict(exception))
            {
                await Task.Delay(Random.Shared.Next(1, 4 * attempt), cancellationToken);
            }
        }
    }

    private async Task<TResponse> AttemptAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        commit.InTransaction = true;
        try
        {
            var response = await next();
            if (response.Refusals.Count > 0)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                return response;
            }

            commit.Save(db, response);
            await db.SaveChangesAsync(cancellationToken);

            // From here on the outcome stands whether or not the caller still waits for it.
            await transaction.CommitAsync(CancellationToken.None);
            commit.InTransaction = false;
            commit.Committed();
            return response;
        }
        finally
        {
            commit.InTransaction = false;
            commit.Forget();
            db.ChangeTracker.Clear();
        }
    }
}
