using System.Diagnostics;

namespace OmniCommerce.Stripe.Tests;

/// <summary>Stripe's specification as a server, see <c>node/judge.mjs</c>.</summary>
public sealed class StripeContract : IAsyncLifetime
{
    private Process? _judge;
    private Uri? _address;

    public async ValueTask InitializeAsync()
    {
        _judge = Process.Start(NodeJs.Script("judge.mjs", "../data/spec3.reduced.json", "../data/fixtures3.reduced.json"))!;
        var port = await _judge.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        _address = new Uri($"http://127.0.0.1:{port}");
    }

    public StripeClient Client(HttpMessageHandler? way = null) =>
        new(new StripeOptions { ApiKey = "sk_test_judged", ApiBase = _address!, RequestsPerSecond = 1000 }, way ?? StripeClient.Network(), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        if (_judge is null)
            return;
        _judge.StandardInput.Close();
        await _judge.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        _judge.Dispose();
    }
}
