using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>Who listens hears of every operation of the process: these tests run alone.</summary>
[CollectionDefinition(nameof(DiagnosticsTests), DisableParallelization = true)]
public sealed class ListenersRunAlone;

[Collection(nameof(DiagnosticsTests))]
public sealed class DiagnosticsTests
{
    private const string Secret = "x-9137";

    [Fact]
    public async Task Each_operation_is_one_activity_with_name_type_hash_cost_and_errors()
    {
        const string Query = "query Shelves($n: Int!, $who: String) { books(first: $n) { title } greet(who: $who) broken }";
        var activities = await ActivitiesOf(program => program.Run(Query, """{"n":3,"who":"x"}"""));
        var activity = activities.ShouldHaveSingleItem();
        activity.DisplayName.ShouldBe("query");
        activity.Kind.ShouldBe(ActivityKind.Server);
        activity.Status.ShouldBe(ActivityStatusCode.Error);
        activity.TagObjects.OrderBy(tag => tag.Key, StringComparer.Ordinal).ShouldBe(
        [
            new("error.type", "BROKEN"),
            new("graphql.document.hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Query)))),
            new("graphql.operation.error_count", 1),
            new("graphql.operation.field_cost", 1d),
            new("graphql.operation.name", "Shelves"),
            new("graphql.operation.type", "query"),
            new("graphql.operation.type_cost", 4d),
        ]);
    }

    [Theory]
    [InlineData("mutation Sell { sell(input: { n: 1 }) { n } }", null, "mutation", "Sell", null, 0)]
    [InlineData("{ greet }", null, "query", null, null, 0)]
    [InlineData("query Q($n: Int!) { books(first: $n) { title } }", null, "query", "Q", "BAD_USER_INPUT", 1)]
    [InlineData("query Q { books(first: 9999999) { title } }", null, "query", "Q", "COST_EXCEEDED", 1)]
    [InlineData("query Q { nothing }", null, null, null, "GRAPHQL_VALIDATION_FAILED", 1)]
    [InlineData("query Q {", null, null, null, "GRAPHQL_PARSE_FAILED", 1)]
    public async Task What_is_refused_is_told_of_as_far_as_it_is_known(string query, string? variables, string? type, string? name, string? error, int errors)
    {
        var activity = (await ActivitiesOf(program => program.Run(query, variables))).ShouldHaveSingleItem();
        activity.DisplayName.ShouldBe(type ?? "GraphQL Operation");
        activity.GetTagItem("graphql.operation.type").ShouldBe(type);
        activity.GetTagItem("graphql.operation.name").ShouldBe(name);
        activity.GetTagItem("graphql.operation.error_count").ShouldBe(errors);
        activity.GetTagItem("error.type").ShouldBe(error);
    }

    [Fact]
    public async Task Resolvers_run_inside_the_activity()
    {
        var activities = await ActivitiesOf(program => program.Run("{ traced }"));
        Queries.Seen.ShouldBe(activities.ShouldHaveSingleItem().Id);
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Events_of_a_subscription_and_streamed_queries_are_activities_too()
    {
        (await ActivitiesOf(program => program.Stream("subscription Watch { ticks }"))).Select(activity => activity.DisplayName).ShouldBe(["subscription", "subscription"]);
        (await ActivitiesOf(program => program.Stream("{ greet }"))).Select(activity => activity.DisplayName).ShouldBe(["query"]);
        (await ActivitiesOf(program => program.Stream("{ nothing }"))).ShouldHaveSingleItem().Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task A_cancelled_operation_ends_its_activity()
    {
        using var cancel = new CancellationTokenSource(50);
        var activity = (await ActivitiesOf(async program => await Should.ThrowAsync<OperationCanceledException>(() => program.Run("{ slow(milliseconds: 20000) }")), cancel.Token))
            .ShouldHaveSingleItem();
        activity.GetTagItem("error.type").ShouldBe("System.OperationCanceledException");
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Durations_errors_and_known_documents_are_measured()
    {
        var measured = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GraphQLDiagnostics.Name) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value is > 0 and < 60} {Text(tags)}"));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {Text(tags)}"));
        listener.Start();
        var program = Program();
        await program.Run("{ greet }");
        await program.Run("{ greet }");
        await program.Run("{ a: broken b: broken }");
        measured.ShouldBe(
        [
            "graphql.server.document.lookups 1 graphql.document.cached=False",
            "graphql.server.operation.duration True graphql.operation.type=query",
            "graphql.server.document.lookups 1 graphql.document.cached=True",
            "graphql.server.operation.duration True graphql.operation.type=query",
            "graphql.server.document.lookups 1 graphql.document.cached=False",
            "graphql.server.operation.duration True graphql.operation.type=query, error.type=BROKEN",
            "graphql.server.operation.errors 2 graphql.operation.type=query, error.type=BROKEN",
        ]);

        static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
    }

    [Theory]
    [InlineData("query Slow { slow(milliseconds: 700) }")]
    [InlineData("query Slow { blocked(milliseconds: 700) }")]
    [InlineData("mutation Slow { sell(input: { n: 700 }) { n } }")]
    public async Task A_slow_operation_is_logged(string query)
    {
        var program = Program(new GraphQLLimits { SlowOperation = TimeSpan.FromMilliseconds(500) });
        await program.Run(query);
        await program.Run("{ greet }");
        program.Log.Warnings.ShouldHaveSingleItem().ShouldMatch($"^A (Query|Mutation) took long\\. Slow \\(sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)))}\\): \\d+ ms, field cost \\d, type cost \\d\\.$");
    }

    [Fact]
    public async Task An_operation_that_was_cancelled_late_is_logged_too_and_none_where_that_is_off()
    {
        using var cancel = new CancellationTokenSource();
        var program = Program(new GraphQLLimits { SlowOperation = TimeSpan.FromMilliseconds(40) }, cancel.Token);
        cancel.CancelAfter(400);
        await Should.ThrowAsync<OperationCanceledException>(() => program.Run("{ slow(milliseconds: 20000) }"));
        program.Log.Warnings.Count.ShouldBe(1);
        var silent = Program(new GraphQLLimits { SlowOperation = Timeout.InfiniteTimeSpan });
        await silent.Run("{ slow(milliseconds: 80) }");
        silent.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_that_a_client_sent_is_told_but_names()
    {
        TestProgram? used = null;
        var activities = await ActivitiesOf(async program =>
        {
            used = program;
            await program.Run($"query Q($w: String) {{ greet(who: $w) other: greet(who: \"{Secret}\") slow(milliseconds: 20) }}", $$"""{"w":"{{Secret}}"}""");
            await program.Run($"{{ greet(who: \"{Secret}\" }}");
            await program.Run($"{{ greet(whom: \"{Secret}\") }}");
            await program.Run("query ($w: Int!) { books(first: $w) { title } }", $$"""{"w":"{{Secret}}"}""");
        });
        activities.Count.ShouldBe(4);
        used!.Log.Warnings.ShouldNotBeEmpty();
        string[] told = [.. activities.SelectMany(activity => activity.TagObjects.Select(tag => $"{tag.Value}").Append(activity.DisplayName)), .. used.Log.Warnings];
        told.ShouldAllBe(text => !text.Contains(Secret));
    }

    private static async Task<IReadOnlyList<Activity>> ActivitiesOf(Func<TestProgram, Task> run, CancellationToken cancellationToken = default)
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GraphQLDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        Activity.Current = null;
        await run(Program(new GraphQLLimits { SlowOperation = TimeSpan.FromMilliseconds(10) }, cancellationToken));
        return activities;
    }

    private static TestProgram Program(GraphQLLimits? limits = null, CancellationToken cancellationToken = default) =>
        new(TestProgram.Nested(typeof(DiagnosticsTests)), limits: limits) { Cancellation = cancellationToken };

    [QueryType]
    internal static class Queries
    {
        public static string? Seen { get; private set; }

        public static string Greet(string? who) => $"Hello, {who}";

        public static IReadOnlyList<Book> Books(int first) => [new($"first of {first}")];

        public static string? Broken() => throw new GraphQLException("It is broken.", "BROKEN");

        public static async Task<string> Traced()
        {
            await Task.Yield();
            return Seen = Activity.Current?.Id ?? "none";
        }

        public static async Task<int> Slow(int milliseconds, CancellationToken cancellationToken)
        {
            await Task.Delay(milliseconds, cancellationToken);
            return milliseconds;
        }

        public static int Blocked(int milliseconds)
        {
            Thread.Sleep(milliseconds);
            return milliseconds;
        }
    }

    internal sealed record Book(string Title);

    internal sealed record SellInput(int N);

    [Payload]
    internal sealed record SellPayload(int? N);

    [MutationType]
    internal static class Mutations
    {
        public static async Task<SellPayload> Sell(SellInput input)
        {
            await Task.Delay(input.N);
            return new SellPayload(input.N);
        }
    }

    [SubscriptionType]
    internal static class Subscriptions
    {
        public static async IAsyncEnumerable<int> Ticks()
        {
            await Task.Yield();
            yield return 1;
            yield return 2;
        }
    }
}
