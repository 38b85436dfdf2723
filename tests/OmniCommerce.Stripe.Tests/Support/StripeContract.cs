using System.Diagnostics;

namespace OmniCommerce.Stripe.Tests;

/// <summary>Stripe's specification as a server, one for each version, see <c>node/judge.mjs</c>.</summary>
public sealed class StripeContract : IAsyncLifetime
{
    public const string Dahlia = StripeOptions.DefaultApiVersion;
    public const string Endive = "2026-10-28.endive";

    private static readonly Dictionary<string, string> Specifications = new() { [Dahlia] = "spec3.reduced.json", [Endive] = "spec3.reduced.endive.json" };

    private readonly Dictionary<string, (Process Judge, Uri Address)> _judges = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var (version, specification) in Specifications)
        {
            var judge = Process.Start(NodeJs.Script("judge.mjs", $"../data/{specification}", "../data/fixtures3.reduced.json"))!;
            var port = await judge.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            _judges[version] = (judge, new Uri($"http://127.0.0.1:{port}"));
        }
    }

    public StripeClient Client(HttpMessageHandler? way = null, string version = Dahlia) => new(
        new StripeOptions { ApiKey = "sk_test_judged", ApiVersion = version, ApiBase = _judges[version].Address, RequestsPerSecond = 1000 },
        way ?? StripeClient.Network(),
        TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        foreach (var (judge, _) in _judges.Values)
        {
            judge.StandardInput.Close();
            await judge.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            judge.Dispose();
        }
    }
}
