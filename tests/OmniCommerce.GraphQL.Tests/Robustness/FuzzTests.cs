using System.Diagnostics;
using System.Globalization;

namespace OmniCommerce.GraphQL.Tests.Robustness;

/// <summary>Nothing that a client sends makes the engine fail, hang or keep memory. scripts/fuzz.sh runs a million cases of another seed.</summary>
[Collection(Alone.Name)]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int MegaByte = 1024 * 1024;
    private const int MostGrowth = 16 * MegaByte;
    private const int MostHalves = 6;

    [Fact]
    public async Task Broken_and_sound_requests_are_all_answered_and_leave_nothing_behind()
    {
        var cases = Setting("OMNICOMMERCE_FUZZ_CASES", 50_000);
        var seed = Setting("OMNICOMMERCE_FUZZ_SEED", 20250903);
        await using var fuzzer = await Fuzzer.StartAsync(seed);

        // By then the cache of plans is full and the code compiled.
        var watch = Stopwatch.StartNew();
        var (done, half) = (cases / 2, cases - (cases / 2));
        await fuzzer.RunAsync(0, done);
        var memory = new List<long> { GC.GetTotalMemory(forceFullCollection: true) };

        // Pools of buffers may grow, once, when the machine stood still for a moment; what leaks grows each time.
        do
        {
            await fuzzer.RunAsync(done, half);
            done += half;
            for (var i = 0; i < 100 && FuzzSubscriptions.OpenStreams > 0; i++) await Task.Delay(100);
            FuzzSubscriptions.OpenStreams.ShouldBe(0);
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        while (memory[^1] - memory[^2] >= MostGrowth && memory.Count < MostHalves);

        output.WriteLine(
            $"{done} cases of seed {seed} in {watch.Elapsed.TotalSeconds:0} s; the slowest, {fuzzer.Slowest.Number}, took {fuzzer.Slowest.Time.TotalMilliseconds:0} ms; "
            + $"memory after each {half}: {string.Join(", ", memory.Select(bytes => bytes / MegaByte))} MiB");
        (memory[^1] - memory[^2]).ShouldBeLessThan(MostGrowth);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}

/// <summary>Tests that measure the process run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
