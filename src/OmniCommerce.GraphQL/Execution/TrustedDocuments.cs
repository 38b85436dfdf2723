using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// Documents that were agreed on before the server started: those that the builds of its own clients have written down. Requests name them by
/// <c>documentId</c> (or <c>id</c>, or Apollo's <c>persistedQuery</c> extension) instead of sending them. Register an instance as a service.
/// </summary>
public sealed class TrustedDocuments
{
    private const string ApolloFormat = "apollo-persisted-query-manifest";

    private readonly Dictionary<string, byte[]> _byId = new(StringComparer.Ordinal);

    private TrustedDocuments(bool refusesOthers) => RefusesOthers = refusesOthers;

    /// <summary>Whether requests that send a document of their own are refused.</summary>
    public bool RefusesOthers { get; }

    /// <summary>How many ids there are.</summary>
    public int Count => _byId.Count;

    /// <summary>
    /// Reads documents from a manifest as Apollo's tools write it (<c>{"format":"apollo-persisted-query-manifest","operations":[…]}</c>), from one
    /// as Relay's compiler writes it (<c>{"id":"text"}</c>), or from a folder with manifests (<c>*.json</c>) and documents (<c>id.graphql</c>).
    /// Each is known as <c>sha256:</c> and the hash of its text, too.
    /// </summary>
    /// <param name="path">The manifest or the folder.</param>
    /// <param name="refuseOthers">Whether nothing else is executed.</param>
    /// <exception cref="InvalidDataException">A file is no manifest, or two different documents have one id.</exception>
    public static TrustedDocuments Load(string path, bool refuseOthers = true)
    {
        var documents = new TrustedDocuments(refuseOthers);
        if (!Directory.Exists(path)) documents.AddManifest(path);
        else
        {
            foreach (var file in Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)) documents.AddManifest(file);
            foreach (var file in Directory.EnumerateFiles(path, "*.graphql").Order(StringComparer.Ordinal))
                documents.Add(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), file);
        }

        return documents;
    }

    internal byte[]? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Refuses documents that the server would not execute.</summary>
    /// <exception cref="InvalidDataException">One is not valid; the message names it.</exception>
    internal void Check(DocumentCompiler compiler)
    {
        foreach (var (id, query) in _byId)
            if (compiler.Read(query, out _) is [var error, ..]) throw new InvalidDataException($"The trusted document \"{id}\" is not valid: {error.Message}");
    }

    private void AddManifest(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!json.RootElement.TryGetProperty("format", out var format))
            {
                foreach (var each in json.RootElement.EnumerateObject()) Add(each.Name, each.Value.GetString()!, file);
                return;
            }

            if (format.GetString() != ApolloFormat) throw new InvalidDataException($"{file}: the format is {format}, not {ApolloFormat}.");
            foreach (var operation in json.RootElement.GetProperty("operations").EnumerateArray())
                Add(operation.GetProperty("id").GetString()!, operation.GetProperty("body").GetString()!, file);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentNullException)
        {
            throw new InvalidDataException($"{file} is no manifest of documents: {exception.Message}", exception);
        }
    }

    private void Add(string id, string text, string file)
    {
        var query = JsonEncodedText.Encode(text).EncodedUtf8Bytes.ToArray();
        if (!_byId.TryAdd(id, query) && !_byId[id].AsSpan().SequenceEqual(query)) throw new InvalidDataException($"{file}: \"{id}\" is the id of another document, too.");
        _byId.TryAdd("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), query);
    }
}
