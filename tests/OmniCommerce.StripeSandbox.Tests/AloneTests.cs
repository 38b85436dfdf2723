using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OmniCommerce.StripeSandbox.Tests.Support;

namespace OmniCommerce.StripeSandbox.Tests;

public sealed class AloneTests
{
    private const string Payment = "amount=1099&currency=eur&payment_method=pm_card_visa&payment_method_types[0]=card&confirm=true";

    [Fact]
    public async Task What_it_knows_and_what_it_answered_survive_its_death()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stripe-sandbox-{Guid.NewGuid():N}.db");
        try
        {
            string id;
            await using (var sandbox = await SandboxProcess.StartAsync("--data", file))
                id = (await PayAsync(sandbox)).Id;
            await using var again = await SandboxProcess.StartAsync("--data", file);
            var (same, replayed) = await PayAsync(again);
            same.ShouldBe(id);
            replayed.ShouldBeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Webhooks_that_were_not_taken_are_sent_after_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stripe-sandbox-{Guid.NewGuid():N}.db");
        using var listener = new HttpListener();
        var url = $"http://127.0.0.1:{FreePort()}/hook/";
        try
        {
            await using (var sandbox = await SandboxProcess.StartAsync("--data", file, "--webhook", url, "--secret", "whsec_test"))
                await PayAsync(sandbox);
            listener.Prefixes.Add(url);
            listener.Start();
            await using var again = await SandboxProcess.StartAsync("--data", file, "--webhook", url, "--secret", "whsec_test");
            var call = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(90));
            call.Request.Headers["Stripe-Signature"]!.ShouldContain(",v1=");
            call.Response.Close();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_mistake_in_its_arguments_is_answered_with_how_to_start_it()
    {
        var (exitCode, errors) = await SandboxProcess.RefusedAsync("--prot", "12111");
        exitCode.ShouldBe(2);
        errors.ShouldContain("--port N");
    }

    private static async Task<(string Id, bool Replayed)> PayAsync(SandboxProcess sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/payment_intents")
        {
            Content = new StringContent(Payment, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
            Headers = { { "Authorization", "Bearer sk_test_sandbox" }, { "Idempotency-Key", "order-1" } },
        };
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!, answer.Headers.Contains("idempotent-replayed"));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
