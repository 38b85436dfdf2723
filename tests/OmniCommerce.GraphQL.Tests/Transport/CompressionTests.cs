using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using OmniCommerce.GraphQL.Transport;

namespace OmniCommerce.GraphQL.Tests.Transport;

public sealed class CompressionTests
{
    [Theory]
    [InlineData("gzip", "gzip", "application/json")]
    [InlineData("br", "br", "application/json")]
    [InlineData("gzip, deflate, br, zstd", "br", "application/graphql-response+json")]
    [InlineData("identity", null, "application/json")]
    [InlineData("", null, "application/json")]
    public async Task A_long_answer_is_compressed_as_the_client_takes_it(string accepted, string? encoding, string mediaType)
    {
        await using var server = await StartAsync();
        var response = await AskAsync(server, "{ text(length: 20000) }", accepted, mediaType);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        if (accepted.Length > 0) response.Headers.Vary.ShouldContain("Accept-Encoding");
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        bytes.Length.ShouldBeInRange(encoding is null ? 20_000 : 1, encoding is null ? 21_000 : 1_000);
        (await TextAsync(bytes, encoding)).ShouldBe("{\"data\":{\"text\":\"" + new string('x', 20_000) + "\"}}");
    }

    [Theory]
    [InlineData("{ hello }", HttpStatusCode.OK)]
    [InlineData("{ nothing }", HttpStatusCode.BadRequest)]
    public async Task A_short_answer_is_sent_as_it_is(string query, HttpStatusCode status)
    {
        await using var server = await StartAsync();
        var response = await AskAsync(server, query, "gzip, br", "application/graphql-response+json");
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        response.Content.Headers.ContentLength.ShouldBe((await response.TextAsync()).Length);
    }

    [Fact]
    public async Task Each_event_arrives_uncompressed_before_the_next_is_published()
    {
        await using var server = await StartAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var response = await server.Http.SendAsync(Request("subscription { steps }", "gzip, br", "text/event-stream"), HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        for (var step = 1; step <= 3; step++)
        {
            server.Witness.Steps.Writer.TryWrite(step).ShouldBeTrue();
            (await EventAsync(reader, patience.Token)).ShouldBe($$$"""event: next data: {"data":{"steps":{{{step}}}}}""");
        }

        server.Witness.Steps.Writer.Complete();
        (await EventAsync(reader, patience.Token)).ShouldBe("event: complete data:");
    }

    private static async Task<string> EventAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        // Lines with a colon first only show that the stream lives.
        while (await reader.ReadLineAsync(cancellationToken) is { } line && (line.Length > 0 || lines.Count == 0))
            if (line.Length > 0 && line[0] != ':') lines.Add(line);
        return string.Join(' ', lines);
    }

    private static Task<TransportServer> StartAsync() =>
        TransportServer.StartAsync(services: services => services.AddGraphQLCompression(), pipeline: application => application.UseResponseCompression());

    private static Task<HttpResponseMessage> AskAsync(TransportServer server, string query, string accepted, string mediaType) =>
        server.Http.SendAsync(Request(query, accepted, mediaType), TestContext.Current.CancellationToken);

    private static HttpRequestMessage Request(string query, string accepted, string mediaType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(new { query }), null, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", mediaType);
        if (accepted.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return request;
    }

    private static async Task<string> TextAsync(byte[] bytes, string? encoding)
    {
        var raw = new MemoryStream(bytes);
        await using Stream plain = encoding switch
        {
            "gzip" => new GZipStream(raw, CompressionMode.Decompress),
            "br" => new BrotliStream(raw, CompressionMode.Decompress),
            _ => raw,
        };
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
