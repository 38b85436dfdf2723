using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>Writes refusals with their types and reads them back as what they were.</summary>
public static class RefusalJson
{
    private static readonly ConcurrentDictionary<string, Type> Types = new();

    /// <summary>The refusals as text to be stored.</summary>
    public static string Write(IReadOnlyList<Refusal> refusals)
    {
        var array = new JsonArray();
        foreach (var refusal in refusals)
        {
            array.Add(new JsonObject
            {
                ["type"] = refusal.GetType().FullName,
                ["facts"] = JsonSerializer.SerializeToNode(refusal, refusal.GetType(), KernelJson.Options),
            });
        }

        return array.ToJsonString();
    }

    /// <summary>The refusals that <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<Refusal> Read(string json)
    {
        var refusals = new List<Refusal>();
        foreach (var entry in JsonNode.Parse(json)!.AsArray())
        {
            var type = Types.GetOrAdd(entry!["type"]!.GetValue<string>(), Find);
            refusals.Add((Refusal)entry["facts"].Deserialize(type, KernelJson.Options)!);
        }

        return refusals;
    }

    private static Type Find(string name) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name!.StartsWith("OmniCommerce.", StringComparison.Ordinal))
            .Select(assembly => assembly.GetType(name))
            .OfType<Type>()
            .First(type => type.IsSubclassOf(typeof(Refusal)));
}
