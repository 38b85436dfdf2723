using System.Text;
using System.Text.Json;
using OmniCommerce.GraphQL.Tests.Conformance;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Robustness;

/// <summary>Makes what is sent: sound requests, requests with mistakes, and broken bytes. The same random numbers make the same.</summary>
internal sealed class FuzzCases(Schema schema, Random random)
{
    /// <summary>A document that is grammatical at first, with its variables as JSON.</summary>
    public (string Document, string Variables) Request()
    {
        switch (random.Next(40))
        {
            case 0:
                return (ByteBreaker.TooMuch(random), "{}");
            case 1 or 2 when schema.SubscriptionType is not null:
                return (Pick("subscription { ticks(count: 3) }", "subscription($v0: Int!) { ticks(count: $v0) }", "subscription { silence }", "subscription { ticks(count: 2) @skip(if: true) silence }"), """{ "v0": 5 }""");
            case < 22 when schema.QueryType.Fields.Any(field => field.Name == "tellInt"):
                return new CoercionGenerator(schema, random).Request();
            default:
                return (new DocumentGenerator(schema, random, Pick(0, 0, 0.02, 0.1)).Document(), Pick("{}", """{ "v0": 1, "v1": "x", "v2": null }""", """{ "v0": { "must": 1 }, "v1": [[1]] }""", """{ "v0": true }"""));
        }
    }

    /// <summary>The body of a request, whole or broken, in its text or in its bytes.</summary>
    public byte[] Body()
    {
        var (document, variables) = Request();
        if (random.Next(4) == 0) document = TextBreaker.Break(document, random);
        if (random.Next(4) == 0) variables = Encoding.UTF8.GetString(ByteBreaker.Break(Encoding.UTF8.GetBytes(variables), random));
        if (random.Next(50) == 0) variables = $$"""{ "v0": {{new string('[', 1 << random.Next(14))}} }""";
        var query = random.Next(8) == 0 ? Encoding.UTF8.GetString(ByteBreaker.Break(Encoding.UTF8.GetBytes(document), random)) : document;
        var name = random.Next(6) switch { 0 => ",\"operationName\":\"Op\"", 1 => ",\"operationName\":null", 2 => ",\"extensions\":{\"a\":[1]}", _ => "" };
        var body = Encoding.UTF8.GetBytes($$"""{"query":{{JsonSerializer.Serialize(query)}},"variables":{{variables}}{{name}}}""");
        return random.Next(4) == 0 ? ByteBreaker.Break(body, random) : body;
    }

    /// <summary>A query string, percent-encoded or as it is.</summary>
    public string QueryString()
    {
        var (document, variables) = Request();
        var query = ByteBreaker.Break(Encoding.UTF8.GetBytes(document), random);
        var encoded = string.Concat(query.Take(1_000).Select(each => $"%{each:X2}"));
        return $"?query={encoded}{(random.Next(2) == 0 ? $"&variables={Uri.EscapeDataString(variables)}" : "")}{Pick("", "&operationName=Op", "&query=1", "&extensions={", "&&=&x")}";
    }

    /// <summary>Messages of a socket's client, in their order.</summary>
    public IEnumerable<byte[]> Messages()
    {
        if (random.Next(10) > 0) yield return """{"type":"connection_init","payload":{}}"""u8.ToArray();
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var message = Encoding.UTF8.GetBytes(random.Next(6) switch
            {
                0 => """{"type":"ping","payload":{"a":[1]}}""",
                1 => $$"""{"type":"complete","id":"{{random.Next(3)}}"}""",
                2 => """{"type":"connection_init"}""",
                _ => $$"""{"type":"subscribe","id":"{{random.Next(3)}}","payload":{{Encoding.UTF8.GetString(Body())}}}""",
            });
            yield return random.Next(5) == 0 ? ByteBreaker.Break(message, random) : message;
        }
    }

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
