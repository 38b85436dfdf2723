using System.Diagnostics;
using System.Text.Json;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>An error as the reference implementation reports it, with its locations as "line:column line:column".</summary>
public sealed record ReferenceError(string Message, string Locations);

/// <summary>What the reference implementation says of a document: it can't be parsed, or how it is printed and what validation finds.</summary>
public sealed record ReferenceAnswer(ReferenceError? ParseError, string? Printed, IReadOnlyList<ReferenceError> Errors)
{
    /// <summary>Why the engine itself failed, if it did.</summary>
    public string? Crash { get; init; }
}

/// <summary>The reference implementation of GraphQL, in a Node process that reads and writes lines of JSON.</summary>
public sealed class ReferenceEngine : IDisposable
{
    private readonly Process _node;

    private ReferenceEngine(Process node) => _node = node;

    /// <summary>Starts the engine; installs its package first when it isn't there yet.</summary>
    public static ReferenceEngine Start() => new(Process.Start(NodeJs.Script("judge-language.mjs"))!);

    /// <summary>Asks for all documents, against one schema; the answers come in their order.</summary>
    public async Task<IReadOnlyList<ReferenceAnswer>> AskAsync(string schema, IReadOnlyList<string> documents, CancellationToken cancellationToken)
    {
        // Both directions at once: neither pipe may fill up while the other one is waited for.
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < documents.Count; i++)
                {
                    var request = new Dictionary<string, string> { ["document"] = documents[i] };
                    if (i == 0) request["schema"] = schema;
                    await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellationToken);
                }

                await _node.StandardInput.FlushAsync(cancellationToken);
            },
            cancellationToken);

        var answers = new List<ReferenceAnswer>();
        while (answers.Count < documents.Count)
        {
            var line = await _node.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"The reference engine ended at document {answers.Count}: {documents[answers.Count]}");
            answers.Add(Read(line));
        }

        await writing;
        return answers;
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        if (!_node.WaitForExit(5_000)) _node.Kill();
        _node.Dispose();
    }

    private static ReferenceAnswer Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        if (root.TryGetProperty("parseError", out var error)) return new ReferenceAnswer(Error(error), null, []);
        if (root.TryGetProperty("crash", out var crash)) return new ReferenceAnswer(null, null, []) { Crash = crash.GetString() };
        return new ReferenceAnswer(null, root.GetProperty("printed").GetString(), [.. root.GetProperty("errors").EnumerateArray().Select(Error)]);
    }

    private static ReferenceError Error(JsonElement error) => new(
        error.GetProperty("message").GetString()!,
        string.Join(' ', error.GetProperty("locations").EnumerateArray().Select(place => $"{place[0]}:{place[1]}")));
}
