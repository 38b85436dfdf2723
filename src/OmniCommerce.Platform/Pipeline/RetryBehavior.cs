using MediatR;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>
/// Runs a command again, from the start, when a concurrent writer was faster: a version that moved, a deadlock, or a key that another has just
/// taken, so that the handler sees it and can say so. Nothing is remembered of the attempt before but that it failed.
/// </summary>
internal sealed class RetryBehavior<TRequest, TResponse>(CommitActions commit, IDatabaseProvider provider) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand
{
    /// <summary>So many writers may meet at one aggregate and all still get through.</summary>
    private const int MaxAttempts = 50;

    private const int MaxPauseMilliseconds = 50;

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        commit.InTransaction ? next() : RunAsync(next, cancellationToken);

    private async Task<TResponse> RunAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await next();
            }
            catch (Exception exception) when (attempt < MaxAttempts && (provider.IsConflict(exception) || provider.IsUniqueViolation(exception)))
            {
                await Task.Delay(Random.Shared.Next(1, Math.Min(4 * attempt, MaxPauseMilliseconds)), cancellationToken);
            }
        }
    }
}
