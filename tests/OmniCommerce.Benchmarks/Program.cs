using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OmniCommerce.Benchmarks.Engine;
using OmniCommerce.Benchmarks.Shop;
using OmniCommerce.Benchmarks.Truth;

return args switch
{
    ["shop", var url, var processId, .. var options] => await ShopBenchmark.RunAsync(new Uri(url), int.Parse(processId, CultureInfo.InvariantCulture), options),
    ["truth", var program, var provider, var connection, var seconds] =>
        await new TruthBenchmark(program, BareDatabase.Of(provider, connection), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))).RunAsync(),
    ["engine", var rounds, var engine, var json, .. var reference] =>
        await new EngineComparison(engine, json, reference.FirstOrDefault()).RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture)),
    ["subscribers", var engine, var count] => await SubscriberBenchmark.RunAsync(engine, int.Parse(count, CultureInfo.InvariantCulture)),
    ["micro", .. var options] => BenchmarkSwitcher.FromTypes([typeof(MicroBenchmarks)]).Run(["--filter", "*", .. options], Short()).All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1,
    _ => Usage(),
};

// In this process: a project of its own, as the library would generate it, would have to build the whole shop.
// The fastest of its iterations says most where other work goes on.
static IConfig Short() => DefaultConfig.Instance.AddColumn(StatisticColumn.Min).AddJob(Job.ShortRun.WithIterationCount(15).WithToolchain(InProcessEmitToolchain.Instance));

static int Usage()
{
    Console.Error.WriteLine("""
        shop URL PROCESS-ID [SECONDS [OPERATION]]  the shop's operations over HTTP; see scripts/bench.sh
        truth PROGRAM PROVIDER CONNECTION SECONDS  holds and orders beside the bare database's commits; recovery after a kill; see scripts/bench.sh
        engine ROUNDS ENGINE JSON [REFERENCE]    the GraphQL engine beside hand-written JSON; see scripts/bench-engine.sh
        micro                                    the engine's steps apart
        subscribers ENGINE COUNT                 idle subscriptions over WebSocket, and one event to all; see scripts/bench-engine.sh
        """);
    return 2;
}
