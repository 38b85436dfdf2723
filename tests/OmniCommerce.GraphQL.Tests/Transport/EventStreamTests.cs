namespace OmniCommerce.GraphQL.Tests.Transport;

public sealed class EventStreamTests
{
    [Theory]
    [InlineData("subscription { ticks(count: 2) }", "event: next\ndata: {\"data\":{\"ticks\":1}}\n\nevent: next\ndata: {\"data\":{\"ticks\":2}}\n\nevent: complete\ndata:\n\n")]
    [InlineData("{ hello }", "event: next\ndata: {\"data\":{\"hello\":\"Hello, world\"}}\n\nevent: complete\ndata:\n\n")]
    [InlineData("mutation { touch(input: { times: 1 }) { touched } }", "event: next\ndata: {\"data\":{\"touch\":{\"touched\":1}}}\n\nevent: complete\ndata:\n\n")]
    public async Task An_operation_is_a_stream_of_events(string query, string expected)
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync(query, "text/event-stream");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream; charset=utf-8");
        (await response.TextAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_wrong_operation_is_an_event_with_errors()
    {
        await using var server = await TransportServer.StartAsync();
        var response = await server.QueryAsync("subscription { nothing }", "text/event-stream");
        ((int)response.StatusCode).ShouldBe(200);
        var body = await response.TextAsync();
        body.ShouldStartWith("event: next\ndata: {\"errors\":[");
        body.ShouldEndWith("event: complete\ndata:\n\n");
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives_and_ends_with_its_client()
    {
        await using var server = await TransportServer.StartAsync(options => options.KeepAliveInterval = TimeSpan.FromMilliseconds(50));
        var request = new HttpRequestMessage(HttpMethod.Get, "?query=subscription{silence}");
        request.Headers.Add("Accept", "text/event-stream");
        using (var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            var bytes = new byte[6];
            await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            System.Text.Encoding.ASCII.GetString(bytes).ShouldBe(":\n\n:\n\n");
        }

        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stopping_server_ends_its_streams()
    {
        await using var server = await TransportServer.StartAsync(options => options.KeepAliveInterval = TimeSpan.FromMilliseconds(50));
        var request = new HttpRequestMessage(HttpMethod.Get, "?query=subscription{silence}");
        request.Headers.Add("Accept", "text/event-stream");
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await server.StopAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
