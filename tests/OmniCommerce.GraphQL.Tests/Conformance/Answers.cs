using System.Text.Json;
using System.Text.Json.Nodes;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Gets the reference implementation's answers, and compares this engine's with them.</summary>
internal static class Answers
{
    /// <summary>What the reference implementation answers to the documents with their variables, which are JSON.</summary>
    public static async Task<List<JsonNode>> ReferenceAsync(string schema, JsonArray objects, IReadOnlyList<(string Document, string Variables)> requests)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] lines =
            [
                JsonSerializer.Serialize(new { schema, objects }),
                .. requests.Select(request => $$"""{"document":{{JsonSerializer.Serialize(request.Document)}},"variables":{{request.Variables}}}"""),
            ];
            await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
            var answers = await NodeJs.RunAsync("execute.mjs", file);
            return [.. answers.Trim().Split('\n').Select(line => JsonNode.Parse(line)!)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What is different, or null.</summary>
    public static string? Difference(JsonNode own, JsonNode reference)
    {
        if (reference["refused"] is not null) return own is JsonObject refused && refused.ContainsKey("data") ? "Only the reference refuses it." : null;
        if (own is JsonObject answer && !answer.ContainsKey("data")) return "Only this engine refuses it.";
        if (own["data"]?.ToJsonString() != reference["data"]?.ToJsonString()) return "The data differ.";

        // Which failures are told below a place that became null is each engine's own; that there is one is not.
        var ownErrors = Paths(own["errors"]?.AsArray().Select(error => error!["path"]!.AsArray()) ?? [], own["data"]);
        var referenceErrors = Paths(reference["errors"]!.AsArray().Select(path => path!.AsArray()), reference["data"]);
        return ownErrors.SetEquals(referenceErrors) ? null : "The errors differ.";
    }

    /// <summary>Where the errors show: each path as far as there are data.</summary>
    private static HashSet<string> Paths(IEnumerable<JsonArray> paths, JsonNode? data) => [.. paths.Select(path =>
    {
        var at = data;
        var shown = new List<string>();
        foreach (var step in path)
        {
            if (at is null) break;
            shown.Add(step!.ToJsonString());
            at = at is JsonArray items ? items[(int)step!] : at[(string)step!];
        }

        return string.Join('.', shown);
    })];
}
