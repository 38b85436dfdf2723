using System.Collections.Concurrent;
using System.Text.Json;

namespace OmniCommerce.StripeSandbox.Contract;

/// <summary>
/// Stripe's published description of its operations: paths, and the parameters each takes. Read from the embedded file when it is first asked,
/// and each operation's rules when it is first called.
/// </summary>
internal sealed class StripeContract
{
    /// <summary>The version of the API that the contract describes.</summary>
    public const string Version = "2026-07-29.dahlia";

    private const string SchemaPrefix = "#/components/schemas/";

    private readonly JsonElement _schemas;
    private readonly ConcurrentDictionary<string, ParameterRule> _rules = [];
    private readonly Dictionary<string, JsonElement> _operations = [];
    private readonly List<Route> _routes = [];
    private readonly Dictionary<string, JsonElement> _objects = [];

    private StripeContract(JsonElement root)
    {
        _schemas = root.GetProperty("components").GetProperty("schemas");
        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                var name = method.Value.GetProperty("operationId").GetString()!;
                _operations.Add(name, method.Value);
                _routes.Add(new Route(method.Name.ToUpperInvariant(), path.Name.Split('/', StringSplitOptions.RemoveEmptyEntries), name));
            }
        }

        foreach (var (name, schema) in _schemas.EnumerateObject().Select(schema => (schema.Name, schema.Value)))
        {
            if (!name.Contains("Deleted", StringComparison.Ordinal) && schema.TryGetProperty("properties", out var properties)
                && properties.TryGetProperty("object", out var kind) && kind.TryGetProperty("enum", out var words))
                _objects[words[0].GetString()!] = schema;
        }

        // A word in the path goes before a placeholder: /search before /{id}.
        _routes.Sort((one, other) => one.Placeholders.CompareTo(other.Placeholders));
    }

    public static StripeContract Instance => LazyInstance.Value;

    private static Lazy<StripeContract> LazyInstance { get; } = new(Load);

    /// <summary>The operation that a request names, and the ids in its path; null when there is none.</summary>
    public (string Operation, IReadOnlyList<string> Ids)? Match(string method, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var route in _routes)
        {
            if (route.Method == method && route.Segments.Length == segments.Length && route.Ids(segments) is { } ids)
                return (route.Operation, ids);
        }

        return null;
    }

    /// <summary>The description of the objects that say of themselves that they are this, <c>payment_intent</c>; null for lists, and for what is unknown.</summary>
    public JsonElement? ObjectsOf(string kind) => _objects.TryGetValue(kind, out var schema) ? schema : null;

    /// <summary>The description of a property of an object, or of a part of one, and whether it is an id that an object can be put in the place of.</summary>
    public (JsonElement Schema, bool IsExpandable)? Property(JsonElement schema, string name)
    {
        if (!schema.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(name, out var property))
            return null;
        var isExpandable = property.TryGetProperty("x-expandable", out _);
        while (property.TryGetProperty("$ref", out var reference) || (property.TryGetProperty("anyOf", out var of) && of[0].TryGetProperty("$ref", out reference)))
            property = _schemas.GetProperty(reference.GetString()![SchemaPrefix.Length..]);
        return (property, isExpandable);
    }

    /// <summary>What the operation's parameters must be.</summary>
    public ParameterRule ParametersOf(string operation) => _rules.GetOrAdd(operation, RuleOfOperation);

    private static StripeContract Load()
    {
        using var file = typeof(StripeContract).Assembly.GetManifestResourceStream("stripe.json")!;
        return new StripeContract(JsonDocument.Parse(file).RootElement);
    }

    private ParameterRule RuleOfOperation(string operation)
    {
        var description = _operations[operation];
        if (description.TryGetProperty("requestBody", out var body))
            return RuleOf(body.GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema"));
        var rule = new ParameterRule.Fields();
        if (!description.TryGetProperty("parameters", out var parameters))
            return rule;
        foreach (var parameter in parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query"))
        {
            var name = parameter.GetProperty("name").GetString()!;
            rule.Known.Add(name, RuleOf(parameter.GetProperty("schema")));
            if (parameter.GetProperty("required").GetBoolean())
                rule.Required.Add(name);
        }

        return rule;
    }

    private ParameterRule RuleOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return RuleOf(_schemas.GetProperty(reference.GetString()![SchemaPrefix.Length..]));
        if (schema.TryGetProperty("anyOf", out var alternatives))
            return new ParameterRule.AnyOf([.. alternatives.EnumerateArray().Select(RuleOf)]);
        if (schema.TryGetProperty("enum", out var values))
            return new ParameterRule.Choice([.. values.EnumerateArray().Select(value => value.GetString() ?? "")]);
        return schema.TryGetProperty("type", out var type) ? type.GetString() switch
        {
            "integer" => new ParameterRule.Integer(),
            "boolean" => new ParameterRule.Flag(),
            "array" => new ParameterRule.List(RuleOf(schema.GetProperty("items"))),
            "object" => RuleOfFields(schema),
            _ => new ParameterRule.Text(),
        } : new ParameterRule.Text();
    }

    private ParameterRule.Fields RuleOfFields(JsonElement schema)
    {
        var rule = new ParameterRule.Fields();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                rule.Known.Add(property.Name, RuleOf(property.Value));
        }

        if (schema.TryGetProperty("required", out var required))
            rule.Required.AddRange(required.EnumerateArray().Select(name => name.GetString()!));
        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
            rule.Others = RuleOf(others);
        return rule;
    }

    private sealed record Route(string Method, string[] Segments, string Operation)
    {
        public int Placeholders { get; } = Segments.Count(segment => segment[0] == '{');

        public List<string>? Ids(string[] segments)
        {
            var ids = new List<string>(Placeholders);
            for (var i = 0; i < Segments.Length; i++)
            {
                if (Segments[i][0] == '{')
                    ids.Add(Uri.UnescapeDataString(segments[i]));
                else if (Segments[i] != segments[i])
                    return null;
            }

            return ids;
        }
    }
}
