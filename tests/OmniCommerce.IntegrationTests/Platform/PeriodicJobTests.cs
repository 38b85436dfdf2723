using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.IntegrationTests.Platform;

public sealed class PeriodicJobTests
{
    [Fact]
    public async Task A_job_runs_again_and_again_in_new_scopes_though_a_run_fails()
    {
        var log = new Log();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(log)
            .AddPeriodicJob<FailingFirst>(TimeSpan.FromMilliseconds(10))
            .BuildServiceProvider();
        var host = services.GetServices<IHostedService>().Single();

        await host.StartAsync(TestContext.Current.CancellationToken);
        await log.ThirdRun.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        log.Runs.Distinct().Count().ShouldBe(log.Runs.Count);
        var runs = log.Runs.Count;
        await Task.Delay(50, TestContext.Current.CancellationToken);
        log.Runs.Count.ShouldBe(runs);
    }

    private sealed class Log
    {
        public List<FailingFirst> Runs { get; } = [];

        public TaskCompletionSource ThirdRun { get; } = new();
    }

    private sealed class FailingFirst(Log log) : IPeriodicJob
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            log.Runs.Add(this);
            if (log.Runs.Count == 1)
                throw new InvalidOperationException("The first run fails.");
            if (log.Runs.Count == 3)
                log.ThirdRun.SetResult();
            return Task.CompletedTask;
        }
    }
}
