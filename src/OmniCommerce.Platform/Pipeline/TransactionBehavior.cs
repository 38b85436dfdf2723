using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>Runs a command in one transaction: saves once and commits when it was done, rolls back when it was refused or failed.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(CommerceDbContext db, CommitActions commit, WriteGate gate) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        commit.InTransaction ? WithinAsync(next) : RunAsync(next, cancellationToken);

    private static async Task<TResponse> WithinAsync(RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        CrashPoint.Hit(typeof(TRequest).Name, "done");
        return response;
    }

    private async Task<TResponse> RunAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        try
        {
            var response = await TransactAsync(next, cancellationToken);
            if (response.Refusals.Count == 0)
                commit.Committed();
            return response;
        }
        finally
        {
            commit.Forget();
            db.ChangeTracker.Clear();
        }
    }

    private async Task<TResponse> TransactAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);

        // What fails is rolled back as a whole and run again: a savepoint before each save would be two round trips for nothing.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        commit.InTransaction = true;
        try
        {
            CrashPoint.Hit(typeof(TRequest).Name, "begun");
            var response = await next();
            if (response.Refusals.Count > 0)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                return response;
            }

            commit.Save(db, response);
            await db.SaveChangesAsync(cancellationToken);
            CrashPoint.Hit(typeof(TRequest).Name, "saved");

            // From here on the outcome stands whether or not the caller still waits for it.
            await transaction.CommitAsync(CancellationToken.None);
            CrashPoint.Hit(typeof(TRequest).Name, "committed");
            return response;
        }
        finally
        {
            commit.InTransaction = false;
        }
    }
}
