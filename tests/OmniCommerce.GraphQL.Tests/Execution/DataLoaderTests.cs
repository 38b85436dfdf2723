using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>Loaders are asked once per wave, whatever resolvers do.</summary>
public sealed class DataLoaderTests
{
    private readonly Batches _batches = new();
    private readonly TestProgram _program;

    public DataLoaderTests() => _program = TestProgram.Of<DataLoaderTests>(services: services => services.AddSingleton(_batches));

    [Fact]
    public async Task The_keys_of_one_level_are_loaded_by_one_call_each_once()
    {
        (await _program.Run("{ numbers(to: 4) { half { value } } }"))
            .ShouldBe("""{"data":{"numbers":[{"half":{"value":0}},{"half":{"value":1}},{"half":{"value":1}},{"half":{"value":2}}]}}""");
        _batches.ShouldBe(["0 1 2"]);
    }

    [Fact]
    public async Task Every_level_is_one_call_and_what_was_loaded_is_not_loaded_again()
    {
        await _program.Run("{ numbers(to: 8) { half { half { half { value } } } } }");

        _batches.ShouldBe(["0 1 2 3 4"]);
    }

    [Fact]
    public async Task Different_branches_share_a_call()
    {
        await _program.Run("{ a: numbers(to: 2) { half { value } } b: numbers(to: 20) { nested { half { value } } } c: late(to: 30) { half { value } } }");

        // c waits for something else first, so its keys are a wave later.
        _batches.ShouldBe(["0 1 2 3 4 5 6 7 8 9 10", "11 12 13 14 15"]);
    }

    [Fact]
    public async Task Resolvers_that_load_one_after_another_are_batched_at_every_step()
    {
        (await _program.Run("{ numbers(to: 3) { quarter { value } } }")).ShouldContain("""[{"quarter":{"value":0}},{"quarter":{"value":0}},{"quarter":{"value":0}}]""");
        _batches.ShouldBe(["0 1"]);

        _batches.Clear();
        await _program.Run("{ numbers(to: 40) { chained { value } } }");
        _batches.ShouldBe([string.Join(' ', Enumerable.Range(1, 40)), string.Join(' ', Enumerable.Range(1, 40).Select(key => key + 1000))]);
    }

    [Fact]
    public async Task A_key_that_is_asked_for_late_is_loaded()
    {
        (await _program.Run("{ numbers(to: 3) { lateHalf { value } half { value } } }")).ShouldContain("\"lateHalf\":{\"value\":1}");
        _batches.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_key_without_value_is_null() =>
        (await _program.Run("{ number(value: -2) { half { value } } }")).ShouldBe("""{"data":{"number":{"half":null}}}""");

    [Fact]
    public async Task A_failing_call_fails_those_who_asked_and_nobody_else()
    {
        var response = await _program.Run("{ numbers(to: 2) { value broken { value } half { value } } }");

        response.ShouldStartWith("""{"data":{"numbers":[{"value":1,"broken":null,"half":{"value":0}},{"value":2,"broken":null,"half":{"value":1}}]},"errors":[""");
        _program.Log.Exceptions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Many_keys_are_loaded_in_several_calls()
    {
        await _program.Run("{ numbers(to: 5) { small { value } } }");

        _batches.Order().ShouldBe(["1 2", "3 4", "5"]);
    }

    [Fact]
    public async Task A_batch_resolver_gets_all_objects_of_its_level_at_once()
    {
        (await _program.Run("{ numbers(to: 3) { doubled(by: 3) } }")).ShouldBe("""{"data":{"numbers":[{"doubled":3},{"doubled":6},{"doubled":9}]}}""");
        _batches.ShouldBe(["batch of 3"]);
    }

    [Fact]
    public async Task A_loader_outside_a_request_loads_as_well()
    {
        var loader = new NumberLoader(_batches);

        var loads = new[] { loader.LoadAsync(1, TestContext.Current.CancellationToken).AsTask(), loader.LoadAsync(2, TestContext.Current.CancellationToken).AsTask() };

        (await loads[0])!.Value.ShouldBe(1);
        (await loads[1])!.Value.ShouldBe(2);
    }

    [Fact]
    public async Task Who_waits_for_a_key_may_give_up_alone()
    {
        using var stop = new CancellationTokenSource();
        var loader = new StuckLoader();

        var load = loader.LoadAsync(1, stop.Token).AsTask();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await load);
    }

    internal sealed class Batches : List<string>;

    internal sealed record Number(int Value)
    {
        public Number Nested => this;
    }

    internal sealed class NumberLoader(Batches batches) : DataLoader<int, Number>
    {
        protected override async Task<IReadOnlyDictionary<int, Number>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            lock (batches) batches.Add(string.Join(' ', keys.Order()));
            await Task.Yield();
            return keys.Where(key => key >= 0).ToDictionary(key => key, key => new Number(key));
        }
    }

    internal sealed class SmallLoader(Batches batches) : DataLoader<int, Number>
    {
        protected override int MaxBatchSize => 2;

        protected override Task<IReadOnlyDictionary<int, Number>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            lock (batches) batches.Add(string.Join(' ', keys));
            return Task.FromResult<IReadOnlyDictionary<int, Number>>(keys.ToDictionary(key => key, key => new Number(key)));
        }
    }

    internal sealed class BrokenLoader : DataLoader<int, Number>
    {
        protected override Task<IReadOnlyDictionary<int, Number>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();
    }

    internal sealed class StuckLoader : DataLoader<int, Number>
    {
        protected override async Task<IReadOnlyDictionary<int, Number>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new Dictionary<int, Number>();
        }
    }

    [QueryType]
    internal static class Queries
    {
        public static Number Number(int value) => new(value);

        public static IEnumerable<Number> Numbers(int to) => Enumerable.Range(1, to).Select(value => new Number(value));

        public static async Task<IEnumerable<Number>> Late(int to)
        {
            await Task.Delay(20);
            return Numbers(to);
        }
    }

    [ObjectType<Number>]
    internal static class NumberType
    {
        public static ValueTask<Number?> Half([Parent] Number number, NumberLoader loader, CancellationToken cancellationToken) =>
            loader.LoadAsync(number.Value / 2, cancellationToken);

        public static async Task<Number?> Quarter([Parent] Number number, NumberLoader loader)
        {
            var half = await loader.LoadAsync(number.Value / 2);
            return await loader.LoadAsync(half!.Value / 2);
        }

        public static async Task<Number?> Chained([Parent] Number number, NumberLoader loader)
        {
            var first = await loader.LoadAsync(number.Value);
            return await loader.LoadAsync(first!.Value + 1000);
        }

        public static async Task<Number?> LateHalf([Parent] Number number, NumberLoader loader)
        {
            await Task.Delay(5 * number.Value);
            return await loader.LoadAsync(number.Value / 2);
        }

        public static ValueTask<Number?> Broken([Parent] Number number, BrokenLoader loader) => loader.LoadAsync(number.Value);

        public static ValueTask<Number?> Small([Parent] Number number, SmallLoader loader) => loader.LoadAsync(number.Value);

        [BatchResolver]
        public static IReadOnlyList<int> Doubled([Parent] IReadOnlyList<Number> numbers, int by, Batches batches)
        {
            batches.Add($"batch of {numbers.Count}");
            return [.. numbers.Select(number => number.Value * by)];
        }
    }
}
