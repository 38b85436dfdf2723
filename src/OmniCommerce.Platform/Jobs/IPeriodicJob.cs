using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OmniCommerce.Platform.Jobs;

/// <summary>
/// Something the shop does again and again by itself: tidying, catching up. Every node runs it, so it must be safe to run twice at once, and
/// what one run missed the next must find.
/// </summary>
public interface IPeriodicJob
{
    /// <summary>Does it once, in a scope of its own. What it throws is logged, and the next run comes at its time.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>Registers periodic jobs.</summary>
public static class PeriodicJobRegistration
{
    /// <summary>Runs the job soon after the start and for as long as the program runs, with this time between the end of a run and the start of the next, up to a tenth more or less, so that nodes do not march in step.</summary>
    public static IServiceCollection AddPeriodicJob<TJob>(this IServiceCollection services, TimeSpan every)
        where TJob : class, IPeriodicJob
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero);
        services.AddScoped<TJob>();
        return services.AddSingleton<IHostedService>(provider => new PeriodicJobHost<TJob>(
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PeriodicJobHost<TJob>>>(),
            every));
    }
}

internal sealed class PeriodicJobHost<TJob>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PeriodicJobHost<TJob>> logger, TimeSpan every) : BackgroundService
    where TJob : class, IPeriodicJob
{
    // What a run of the program left that broke off is not left for longer than it has to be.
    private static readonly TimeSpan FirstWithin = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = every < FirstWithin ? every : FirstWithin;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause * (0.9 + (0.2 * Random.Shared.NextDouble())), clock, stoppingToken);
                pause = every;
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "{Job} failed; it runs again in {Every}.", typeof(TJob).Name, every);
            }
        }
    }
}
