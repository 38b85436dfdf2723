using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Tests.Execution;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Both engines execute the same documents over the same objects and have to answer the same.</summary>
public sealed class ExecutionConformanceTests
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    // Edition September 2025 made includeDeprecated non-null, which the reference implementation does in its next version; it lets
    // directives be deprecated, which is of a later edition.
    private static readonly string?[] s_otherEdition = ["includeDeprecated", "__Directive", "__DirectiveLocation", "deprecated"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Documents_are_executed_alike(int seed)
    {
        var random = new Random(seed);
        var objects = BeingsModel.CreateObjects(random, count: 40);
        var program = Program(objects);
        var generator = new DocumentGenerator(program.Executor.Schema, random, mistakes: 0);
        var requests = new List<(string Document, JsonObject Variables)>();
        while (requests.Count < 700)
        {
            var document = generator.Document();
            if (VariablesFor(document, random) is { } variables) requests.Add((document, variables));
        }

        var answers = await Answers.ReferenceAsync(program.Sdl, objects, [.. requests.Select(request => (request.Document, request.Variables.ToJsonString()))]);

        for (var i = 0; i < requests.Count; i++)
        {
            var (document, variables) = requests[i];
            var own = JsonNode.Parse(await program.Run(document, variables.ToJsonString()))!;
            Answers.Difference(own, answers[i]).ShouldBeNull($"{document}\n{variables.ToJsonString()}\n{own.ToJsonString()}\n{answers[i].ToJsonString()}");
        }

        program.Log.Exceptions.Count(exception => exception.Message.Contains("null came", StringComparison.Ordinal) is false).ShouldBe(0);
    }

    [Fact]
    public async Task Introspection_tells_the_same()
    {
        var objects = BeingsModel.CreateObjects(new Random(1), count: 4);
        var program = Program(objects);
        var document = await File.ReadAllTextAsync(Path.Combine(NodeJs.Folder, "introspection.graphql"), TestContext.Current.CancellationToken);

        var answers = await Answers.ReferenceAsync(program.Sdl, objects, [(document, "{}")]);
        var own = JsonNode.Parse(await program.Run(document))!["data"];

        var expected = Sorted(answers[0]["data"])!.ToJsonString(s_indented).Split('\n');
        foreach (var (line, number) in Sorted(own)!.ToJsonString(s_indented).Split('\n').Select((line, number) => (line, number)))
            line.ShouldBe(expected[number], string.Join('\n', expected[Math.Max(0, number - 40)..number]));
    }

    private static TestProgram Program(JsonArray objects) => new(
        TestProgram.Nested(typeof(BeingsModel)), services: services => services.AddSingleton(new BeingsModel.Graph(objects)), limits: GraphQLLimits.Trusted);

    /// <summary>Values for the variables of the document, most of them right; null when the document is for another schema's directives.</summary>
    private static JsonObject? VariablesFor(string text, Random random)
    {
        if (text.Contains("@tag", StringComparison.Ordinal) || text.Contains("@once", StringComparison.Ordinal) || text.Contains("@onQuery", StringComparison.Ordinal)) return null;
        if (Parser.Parse(text).Document!.Definitions.OfType<OperationDefinitionNode>().ToArray() is not [var operation]) return null;

        var variables = new JsonObject();
        foreach (var variable in operation.VariableDefinitions)
            if (random.Next(5) > 0 || variable is { Type: NonNullTypeNode, DefaultValue: null }) variables[variable.Variable.Name] = ValueFor(variable.Type, random);
        return variables;
    }

    private static JsonNode? ValueFor(TypeNode type, Random random)
    {
        if (random.Next(60) == 0) return new JsonObject { ["wrong"] = true };
        if (type is NonNullTypeNode nonNull) return random.Next(60) == 0 ? null : ValueFor(nonNull.Type, random);
        if (random.Next(8) == 0) return null;
        if (type is ListTypeNode list)
            return random.Next(4) == 0 ? ValueFor(list.Type, random) : new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => ValueFor(list.Type, random))]);
        return ((NamedTypeNode)type).Name switch
        {
            "Int" => random.Next(10) == 0 ? JsonValue.Create(2.0) : JsonValue.Create(random.Next(100)),
            "Boolean" => JsonValue.Create(random.Next(2) == 0),
            "ID" => random.Next(2) == 0 ? JsonValue.Create(5) : JsonValue.Create("x"),
            "String" => JsonValue.Create("s"),
            "BoxInput" => new JsonObject { ["name"] = "b", [random.Next(2) == 0 ? "count" : "inner"] = random.Next(2) == 0 ? null : ValueFor(new NamedTypeNode { Name = random.Next(2) == 0 ? "BoxInput" : "Int" }, random) },
            "ByInput" => random.Next(3) == 0 ? new JsonObject { ["id"] = 1, ["name"] = "n" } : new JsonObject { ["name"] = "n" },
            var other => throw new InvalidOperationException($"No values of {other}."),
        };
    }

    /// <summary>Lists of named things by name, and without the descriptions of what the specification defines.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonArray items => new JsonArray([.. items.Where(item => item is not JsonObject named || !s_otherEdition.Contains((string?)named["name"])).Select(Sorted).OrderBy(item => item is JsonObject named ? (string?)named["name"] : null, StringComparer.Ordinal)]),
        JsonObject fields => new JsonObject(fields.Where(field => field.Key != "description").Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        _ => node?.DeepClone(),
    };
}
