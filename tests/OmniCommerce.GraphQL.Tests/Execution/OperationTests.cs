using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>Queries run together, mutations one after another, subscriptions for as long as somebody listens.</summary>
public sealed class OperationTests
{
    private readonly Counter _counter = new();
    private readonly TestProgram _program;

    public OperationTests() => _program = Program(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Query_fields_run_at_the_same_time() =>
        (await _program.Run("{ first: meet second: meet }")).ShouldBe("""{"data":{"first":2,"second":2}}""");

    [Fact]
    public async Task Mutations_run_one_after_another_and_show_what_was_then()
    {
        (await _program.Run("mutation { a: add(input: { n: 1 }) { counter { now soon } } b: add(input: { n: 2 }) { counter { now soon } } c: addLate(input: { n: 4 }) { counter { now } } }"))
            .ShouldBe("""{"data":{"a":{"counter":{"now":1,"soon":1}},"b":{"counter":{"now":3,"soon":3}},"c":{"counter":{"now":7}}}}""");
    }

    [Fact]
    public async Task Mutations_end_with_the_first_that_has_no_payload()
    {
        (await _program.Run("mutation { a: add(input: { n: 1 }) { counter { now } } b: fail(input: { n: 1 }) { counter { now } } c: add(input: { n: 2 }) { counter { now } } }"))
            .ShouldStartWith("""{"data":null,"errors":[{"message":"No.",""");
        _counter.Now.ShouldBe(1);
    }

    [Fact]
    public async Task A_subscription_answers_once_per_event_each_with_services_of_its_own()
    {
        var responses = await _program.Stream("subscription ($to: Int!) { ticks(to: $to) { value scope } }", """{"to":3}""");

        responses.ShouldBe(["""{"data":{"ticks":{"value":1,"scope":1}}}""", """{"data":{"ticks":{"value":2,"scope":1}}}""", """{"data":{"ticks":{"value":3,"scope":1}}}"""]);
    }

    [Fact]
    public async Task An_event_with_an_error_does_not_end_the_stream()
    {
        var responses = await _program.Stream("subscription { ticks(to: 3) { odd } }");

        responses[0].ShouldBe("""{"data":{"ticks":{"odd":1}}}""");
        responses[1].ShouldStartWith("""{"data":null,"errors":[{"message":"Even.",""");
        responses[2].ShouldBe("""{"data":{"ticks":{"odd":3}}}""");
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_stream_with_an_error()
    {
        var responses = await _program.Stream("subscription { broken { value } }");

        responses.ShouldBe(
        [
            """{"data":{"broken":{"value":1}}}""",
            """{"errors":[{"message":"Unexpected error.","extensions":{"code":"INTERNAL"}}]}""",
        ]);
        _program.Log.Exceptions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_source_may_refuse() =>
        (await _program.Stream("subscription { refused { value } }")).ShouldBe(["""{"errors":[{"message":"Sign in.","extensions":{"code":"NOT_AUTHENTICATED"}}]}"""]);

    [Fact]
    public async Task A_source_is_let_go_when_nobody_listens_any_more()
    {
        (await _program.Stream("subscription { endless { value } }", atMost: 2)).Count.ShouldBe(2);

        _counter.Released.ShouldBeTrue();
    }

    [Fact]
    public async Task A_source_is_let_go_when_its_caller_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var program = Program(stop.Token);
        stop.CancelAfter(50);

        await Should.ThrowAsync<OperationCanceledException>(() => program.Stream("subscription { silent { value } }"));

        _counter.Released.ShouldBeTrue();
    }

    [Fact]
    public async Task A_query_is_a_stream_of_one_response() => (await _program.Stream("{ now }")).ShouldBe(["""{"data":{"now":0}}"""]);

    [Fact]
    public async Task A_wrong_subscription_is_refused_before_it_begins() =>
        (await _program.Stream("subscription { nothing }")).ShouldHaveSingleItem().ShouldStartWith("""{"errors":[""");

    [Fact]
    public async Task A_cancelled_request_ends_with_an_exception_and_without_response()
    {
        using var stop = new CancellationTokenSource();
        var program = Program(stop.Token);
        stop.CancelAfter(30);

        await Should.ThrowAsync<OperationCanceledException>(() => program.Run("{ forever }"));
        program.Log.Exceptions.ShouldBeEmpty();
    }

    private TestProgram Program(CancellationToken cancellation) => new(
        TestProgram.Nested(typeof(OperationTests)),
        schema => schema.AddParameter(request => new Caller(request.State.Count)),
        services => services.AddSingleton(_counter).AddScoped<ScopedCount>())
    { Cancellation = cancellation };

    internal sealed record Caller(int StateCount);

    internal sealed class Counter
    {
        private readonly TaskCompletionSource _met = new();
        private int _waiting;

        public int Now { get; set; }

        [GraphQLIgnore]
        public bool Released { get; set; }

        public async Task<int> MeetAsync()
        {
            if (Interlocked.Increment(ref _waiting) == 2) _met.SetResult();
            await _met.Task;
            return _waiting;
        }
    }

    internal sealed class ScopedCount
    {
        private int _count;

        public int Next() => ++_count;
    }

    internal sealed record Tick(int Value);

    internal sealed record AddInput(int N);

    [QueryType]
    internal static class Queries
    {
        public static Task<int> Meet(Counter counter) => counter.MeetAsync();

        public static int Now(Counter counter, Caller caller) => counter.Now + caller.StateCount;

        public static async Task<int> Forever(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 1;
        }
    }

    [MutationType]
    internal static class Mutations
    {
        public static Counter Add(AddInput input, Counter counter)
        {
            counter.Now += input.N;
            return counter;
        }

        public static async Task<Counter> AddLate(AddInput input, Counter counter)
        {
            await Task.Delay(5);
            return Add(input, counter);
        }

        public static Counter Fail(AddInput input) => throw new GraphQLException("No.", "NO");
    }

    [ObjectType<Counter>]
    internal static class CounterType
    {
        public static async Task<int> Soon([Parent] Counter counter)
        {
            await Task.Yield();
            return counter.Now;
        }
    }

    [ObjectType<Tick>]
    internal static class TickType
    {
        public static int Scope(ScopedCount count) => count.Next();

        public static int Odd([Parent] Tick tick) => tick.Value % 2 == 1 ? tick.Value : throw new GraphQLException("Even.", "EVEN");
    }

    [SubscriptionType]
    internal static class Subscriptions
    {
        public static async IAsyncEnumerable<Tick> Ticks(int to)
        {
            for (var i = 1; i <= to; i++)
            {
                await Task.Yield();
                yield return new Tick(i);
            }
        }

        public static async IAsyncEnumerable<Tick> Broken()
        {
            yield return new Tick(1);
            await Task.Yield();
            throw new InvalidOperationException();
        }

        public static IAsyncEnumerable<Tick> Refused() => throw new GraphQLException("Sign in.", "NOT_AUTHENTICATED");

        public static async IAsyncEnumerable<Tick> Endless(Counter counter)
        {
            try
            {
                for (var i = 1; ; i++)
                {
                    await Task.Yield();
                    yield return new Tick(i);
                }
            }
            finally
            {
                counter.Released = true;
            }
        }

        public static async IAsyncEnumerable<Tick> Silent(Counter counter, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                yield return new Tick(1);
            }
            finally
            {
                counter.Released = true;
            }
        }
    }
}
