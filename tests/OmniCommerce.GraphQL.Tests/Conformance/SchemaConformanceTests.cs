using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Tests.Execution;
using OmniCommerce.GraphQL.Tests.Validation;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Both engines are given the same schemas: they have to refuse the same ones, and to tell the same of those that they take.</summary>
public sealed class SchemaConformanceTests
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    // What the reference implementation lets through and the edition of September 2025 does not.
    private static readonly string[] s_stricter = ["the default ", "is deprecated, but", "uses itself", "is the root of several", "is no part of a schema", "@deprecated(reason:): null"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Schemas_with_mistakes_are_judged_alike(int seed)
    {
        var random = new Random(seed);
        await Compare([TestSchema.Sdl, .. Enumerable.Range(0, 600).Select(_ => SchemaBreaker.Break(TestSchema.Sdl, random))]);
    }

    [Fact]
    public async Task Schemas_written_by_hand_are_judged_alike_and_the_mistake_is_named()
    {
        var cases = (await File.ReadAllTextAsync(Path.Combine(NodeJs.Folder, "..", "Conformance", "documents", "schemas.graphql"), TestContext.Current.CancellationToken))
            .Split("# ---\n");
        foreach (var sdl in cases)
        {
            // The first line is "# what is told", or "# -" where nothing is wrong.
            var told = sdl.Split('\n')[0][2..];
            var (problem, _) = Own(sdl);
            if (told == "-") problem.ShouldBeNull(sdl);
            else problem.ShouldNotBeNull(sdl).ShouldContain(told, customMessage: sdl);
        }

        await Compare(cases);
    }

    private static async Task Compare(string[] schemas)
    {
        var answers = await AskAsync(schemas);
        var differences = new List<string>();
        for (var i = 0; i < schemas.Length; i++)
        {
            var (problem, introspection) = Own(schemas[i]);
            var problems = answers[i]["problems"]?.AsArray();
            if (problem is not null && problems is null && Array.Exists(s_stricter, words => problem.Split('\n').All(line => line.Contains(words, StringComparison.Ordinal)))) continue;
            if (problem is null != problems is null) differences.Add($"here: {problem}\nreference: {problems?.ToJsonString()}\n{schemas[i]}");
            else if (problem is null && Difference(introspection, answers[i]["introspection"]) is { } difference) differences.Add($"{difference}\n{schemas[i]}");
        }

        differences.Count.ShouldBe(0, string.Join("\n", differences.Take(5)));
    }

    private static string? Difference(JsonNode? own, JsonNode? reference)
    {
        var (mine, other) = (Sorted(own)!.ToJsonString(s_indented).Split('\n'), Sorted(reference)!.ToJsonString(s_indented).Split('\n'));
        var line = mine.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return line == mine.Length && line == other.Length ? null : $"introspection: {mine.ElementAtOrDefault(line)}\ninstead: {other.ElementAtOrDefault(line)}";
    }

    private static (string? Problem, JsonNode? Introspection) Own(string sdl)
    {
        if (!Parser.Parse(sdl).IsDocument(out var document, out var error)) return (error.Message, null);
        try
        {
            var executor = new GraphQLExecutor(new ExecutableSchema(SchemaFromSdl.Build(document), new Dictionary<string, InputReader>()), GraphQLLimits.Trusted, new TestLog());
            var execution = executor.ExecuteAsync(GraphQLRequest.FromText(Introspection), new ServiceCollection().BuildServiceProvider(), new Dictionary<string, object?>());
            using var result = execution.IsCompletedSuccessfully ? execution.Result : throw new InvalidOperationException("Introspection waits for nothing.");
            return (null, JsonNode.Parse(result.Memory.Span)!["data"]);
        }
        catch (SchemaException exception)
        {
            return (exception.Message, null);
        }
    }

    private static string Introspection { get; } = File.ReadAllText(Path.Combine(NodeJs.Folder, "introspection.graphql"));

    private static async Task<List<JsonNode>> AskAsync(string[] schemas)
    {
        using var node = Process.Start(NodeJs.Script("judge-schema.mjs"))!;
        var writing = Task.Run(async () =>
        {
            foreach (var sdl in schemas) await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { sdl, introspect = Introspection }));
            node.StandardInput.Close();
        });
        var answers = new List<JsonNode>();
        while (await node.StandardOutput.ReadLineAsync() is { } line) answers.Add(JsonNode.Parse(line)!);
        await writing;
        return answers;
    }

    /// <summary>Lists of named things by name; without introspection's own types and the specification's directives, which each engine describes in its own words.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonArray items => new JsonArray([.. items.Where(item => item is not JsonObject named || !IsOwn((string?)named["name"])).Select(Sorted).OrderBy(item => item is JsonObject named ? (string?)named["name"] : null, StringComparer.Ordinal)]),
        JsonObject scalar when (string?)scalar["kind"] == "SCALAR" && scalar.ContainsKey("fields") => new JsonObject(scalar.Where(field => field.Key != "description").Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        _ => node?.DeepClone(),
    };

    private static bool IsOwn(string? name) =>
        name is not null && (name.StartsWith("__", StringComparison.Ordinal) || name is "include" or "skip" or "deprecated" or "specifiedBy" or "oneOf" or "Int" or "Float" or "String" or "Boolean" or "ID");
}
