using System.Net.WebSockets;
using System.Text.Json;
using OmniCommerce.GraphQL.Transport;

namespace OmniCommerce.GraphQL.Tests.Transport;

public sealed class SocketTests
{
    private static readonly IReadOnlyDictionary<string, object?> Nobody = new Dictionary<string, object?>();

    [Fact]
    public async Task A_subscription_sends_each_event_and_then_completes()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        socket.Raw.SubProtocol.ShouldBe("graphql-transport-ws");
        await socket.SubscribeAsync("a\"1", "subscription { ticks(count: 2) }");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"a\u00221","type":"next","payload":{"data":{"ticks":1}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"a\u00221","type":"next","payload":{"data":{"ticks":2}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"a\u00221","type":"complete"}""");
    }

    [Theory]
    [InlineData("{ hello }", """{"hello":"Hello, world"}""")]
    [InlineData("mutation { touch(input: { times: 3 }) { touched } }", """{"touch":{"touched":3}}""")]
    public async Task Queries_and_mutations_are_answered_once(string query, string data)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", query);
        (await socket.ReceiveAsync()).ShouldBe($$$"""{"id":"1","type":"next","payload":{"data":{{{data}}}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"1","type":"complete"}""");
        // The id is free again.
        await socket.SubscribeAsync("1", "{ hello }");
        (await socket.ReceiveAsync()).ShouldStartWith("""{"id":"1","type":"next",""");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{ nothing }")]
    [InlineData("subscription { nothing }")]
    [InlineData("query($n: String!) { hello(name: $n) }")]
    [InlineData("subscription($n: Int!) { ticks(count: $n) }")]
    public async Task A_wrong_operation_gets_one_error_message_with_the_list_of_errors(string query)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", query);
        var message = JsonDocument.Parse(await socket.ReceiveAsync()).RootElement;
        message.GetProperty("type").GetString().ShouldBe("error");
        message.GetProperty("payload").EnumerateArray().ShouldAllBe(error => error.GetProperty("message").GetString() != "");
        // No complete follows; the socket lives on.
        await socket.SendAsync("""{"type":"ping"}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_payload_at_any_time()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync(initialise: false);
        await socket.SendAsync("""{"type":"ping","payload":{"at":[1,2]}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"type":"pong","payload":{"at":[1,2]}}""");
        await socket.SendAsync("""{"type":"pong"}""");
        await socket.SendAsync("""{"type":"ping","payload":null}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task Completing_stops_the_resolver_ends_its_scope_and_frees_the_id()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { silence }");
        await server.Witness.Listening.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await socket.SendAsync("""{"id":"1","type":"complete"}""");
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await server.Witness.Disposed.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await socket.SubscribeAsync("1", "{ hello }");
        (await socket.ReceiveAsync()).ShouldStartWith("""{"id":"1","type":"next",""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"1","type":"complete"}""");
    }

    [Fact]
    public async Task Completing_what_is_not_there_is_no_mistake()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync("""{"id":"never","type":"complete"}""");
        await socket.SendAsync("""{"type":"ping"}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_its_operations()
    {
        await using var server = await TransportServer.StartAsync();
        using (var socket = await server.ConnectAsync())
        {
            await socket.SubscribeAsync("1", "subscription { silence }");
            await server.Witness.Listening.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            socket.Raw.Abort();
        }

        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_that_closes_is_closed_in_turn()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.Raw.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        socket.Raw.State.ShouldBe(WebSocketState.Closed);
        socket.Raw.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"start"}""")]
    [InlineData("""{"type":"connection_ack"}""")]
    [InlineData("""{"type":"ping","payload":[]}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":7,"payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"ping"} {"type":"ping"}""")]
    public async Task An_invalid_message_closes_with_4400(string message)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync(message);
        (await socket.CloseCodeAsync()).ShouldBe(4400);
        socket.Raw.CloseStatusDescription.ShouldStartWith("Invalid message");
    }

    [Fact]
    public async Task A_binary_message_closes_with_4400()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync("""{"type":"ping"}""", WebSocketMessageType.Binary);
        (await socket.CloseCodeAsync()).ShouldBe(4400);
    }

    [Fact]
    public async Task Subscribing_before_the_acknowledgement_closes_with_4401()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync(initialise: false);
        await socket.SubscribeAsync("1", "{ hello }");
        (await socket.CloseCodeAsync()).ShouldBe(4401);
    }

    [Fact]
    public async Task A_refused_connection_closes_with_4403_and_an_accepted_one_has_its_state()
    {
        await using var server = await TransportServer.StartAsync(options => options.OnConnect = (_, payload) => ValueTask.FromResult(
            payload?.GetProperty("name").GetString() is "Ada" and var name
                ? ConnectionDecision.Accept(new Dictionary<string, object?> { ["caller"] = name })
                : ConnectionDecision.Refuse()));

        using var stranger = await server.ConnectAsync(initialise: false);
        await stranger.SendAsync("""{"type":"connection_init","payload":{"name":"Mallory"}}""");
        (await stranger.CloseCodeAsync()).ShouldBe(4403);

        using var ada = await server.ConnectAsync(initialise: false);
        await ada.SendAsync("""{"type":"connection_init","payload":{"name":"Ada"}}""");
        (await ada.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        await ada.SubscribeAsync("1", "{ callerName }");
        (await ada.ReceiveAsync()).ShouldBe("""{"id":"1","type":"next","payload":{"data":{"callerName":"Ada"}}}""");
    }

    [Fact]
    public async Task A_revoked_connection_closes_with_4403_and_its_subscriptions_end()
    {
        using var revocation = new CancellationTokenSource();
        await using var server = await TransportServer.StartAsync(options =>
            options.OnConnect = (_, _) => ValueTask.FromResult(ConnectionDecision.Accept(Nobody, revocation.Token)));
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { silence }");
        await server.Witness.Listening.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await revocation.CancelAsync();
        (await socket.CloseCodeAsync()).ShouldBe(4403);
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_hook_that_fails_closes_with_1011_and_says_nothing()
    {
        await using var server = await TransportServer.StartAsync(options => options.OnConnect = (_, _) => throw new InvalidOperationException("the secret of the host"));
        using var socket = await server.ConnectAsync(initialise: false);
        await socket.SendAsync("""{"type":"connection_init"}""");
        (await socket.CloseCodeAsync()).ShouldBe(1011);
        socket.Raw.CloseStatusDescription!.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData(null)]
    public async Task Another_protocol_or_none_closes_with_4406(string? protocol)
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync(protocol, initialise: false);
        (await socket.CloseCodeAsync()).ShouldBe(4406);
    }

    [Fact]
    public async Task A_socket_that_is_not_initialised_in_time_closes_with_4408()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { ConnectionInitTimeout = TimeSpan.FromSeconds(3) });
        using var late = await server.ConnectAsync(initialise: false);
        using var early = await server.ConnectAsync();
        (await late.CloseCodeAsync()).ShouldBe(4408);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await early.SendAsync("""{"type":"ping"}""");
        (await early.ReceiveAsync()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task A_second_operation_with_an_id_in_use_closes_with_4409()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("twice", "subscription { silence }");
        await socket.SubscribeAsync("twice", "{ hello }");
        (await socket.CloseCodeAsync()).ShouldBe(4409);
        socket.Raw.CloseStatusDescription.ShouldBe("Subscriber for twice already exists");
    }

    [Fact]
    public async Task The_reason_of_a_close_is_cut_to_what_a_frame_holds()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        var id = new string('é', 200);
        await socket.SubscribeAsync(id, "subscription { silence }");
        await socket.SubscribeAsync(id, "{ hello }");
        (await socket.CloseCodeAsync()).ShouldBe(4409);
    }

    [Fact]
    public async Task A_second_initialisation_closes_with_4429()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SendAsync("""{"type":"connection_init"}""");
        (await socket.CloseCodeAsync()).ShouldBe(4429);
    }

    [Fact]
    public async Task A_message_that_is_too_long_closes_with_1009()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { MaxSocketMessageBytes = 10_000 });
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", $"{{ hello }} # {new string('x', 9_000)}");
        (await socket.ReceiveAsync()).ShouldStartWith("""{"id":"1","type":"next",""");
        await socket.SubscribeAsync("2", $"{{ hello }} # {new string('x', 10_000)}");
        (await socket.CloseCodeAsync()).ShouldBe(1009);
    }

    [Fact]
    public async Task One_operation_too_many_is_refused_and_the_others_go_on()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { MaxOperationsPerSocket = 2 });
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { silence }");
        await socket.SubscribeAsync("2", "subscription { silence }");
        await socket.SubscribeAsync("3", "{ hello }");
        var refusal = await socket.ReceiveAsync();
        refusal.ShouldStartWith("""{"id":"3","type":"error",""");
        refusal.ShouldContain("TOO_MANY_OPERATIONS");
        await socket.SendAsync("""{"id":"2","type":"complete"}""");
        await socket.SubscribeAsync("3", "{ hello }");
        (await socket.ReceiveAsync()).ShouldStartWith("""{"id":"3","type":"next",""");
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_cancelled_and_a_subscription_is_not()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { OperationTimeout = TimeSpan.FromSeconds(1) });
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "{ slow }");
        (await socket.ReceiveAsync()).ShouldContain("TIMEOUT");
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await socket.SubscribeAsync("2", "subscription { ticks(count: 1, milliseconds: 1500) }");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"2","type":"next","payload":{"data":{"ticks":1}}}""");
    }

    [Fact]
    public async Task A_subscription_that_breaks_says_so_without_the_exceptions_text()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { breaksAfterOne }");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"1","type":"next","payload":{"data":{"breaksAfterOne":1}}}""");
        var end = await socket.ReceiveAsync();
        end.ShouldStartWith("""{"id":"1","type":"error","payload":[""");
        end.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Operations_of_one_socket_run_side_by_side()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("slow", "subscription { silence }");
        await socket.SubscribeAsync("quick", "{ hello }");
        (await socket.ReceiveAsync()).ShouldStartWith("""{"id":"quick",""");
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_its_subscription_stopped()
    {
        await using var server = await TransportServer.StartAsync(options =>
        {
            options.Limits = new() { SendTimeout = TimeSpan.FromMilliseconds(500), SendQueueLength = 4 };
        });
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { flood }");
        // Nothing is read: the kernel's buffers fill, then the queue, then the client's time is up.
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        // Of 100 kB each; what the kernel holds is some megabytes.
        server.Witness.FloodEvents.ShouldBeLessThan(250);
    }

    [Fact]
    public async Task A_long_burst_reaches_a_client_that_reads()
    {
        await using var server = await TransportServer.StartAsync(options => options.Limits = new() { SendQueueLength = 4 });
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { ticks(count: 1000, milliseconds: 0) }");
        for (var i = 1; i <= 1000; i++) (await socket.ReceiveAsync()).ShouldBe($$$$"""{"id":"1","type":"next","payload":{"data":{"ticks":{{{{i}}}}}}}""");
        (await socket.ReceiveAsync()).ShouldBe("""{"id":"1","type":"complete"}""");
    }

    [Fact]
    public async Task A_stopping_server_closes_with_1001()
    {
        await using var server = await TransportServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.SubscribeAsync("1", "subscription { silence }");
        await server.Witness.Listening.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var stopping = server.StopAsync();
        (await socket.CloseCodeAsync()).ShouldBe(1001);
        await stopping.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await server.Witness.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
