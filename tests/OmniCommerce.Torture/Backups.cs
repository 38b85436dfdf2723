using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Torture;

/// <summary>Shops that have lost their last minutes.</summary>
internal static class Backups
{
    public static readonly Scenario[] All = [new("C5", "after an old backup is restored, every later payment is found", 0, 2, RestoreAsync)];

    private const int Sales = 10;

    private static async Task<string> RestoreAsync(Arena arena, List<string> violations)
    {
        var found = 0;
        using var provider = await StripeProcess.StartAsync();
        await using var shop = await arena.ShopAsync(provider.Settings, ("GOODS", "10.00", 100 * arena.Runs));
        using var till = await arena.ClientAsync(shop, "POS");
        using var web = await arena.ClientAsync(shop);
        for (var run = 0; run < arena.Runs; run++)
        {
            var sold = await SellAsync(till);
            var promised = await SellAsync(web);
            await shop.StopAsync();
            await BackUpAsync(arena, shop);
            await shop.RestartAsync([.. arena.Settings, .. provider.Settings]);

            // What the shop does now is forgotten. A promise from before is taken, too.
            var since = await provider.PaymentsAsync();
            (await Races.ReturnOneAsync(till, sold, Guid.NewGuid())).Errors().ShouldBeEmpty();
            for (var i = 0; i < Sales; i++)
                await SellAsync(till);
            var known = since.Select(payment => payment.Id).ToHashSet();
            var forgotten = (await provider.PaymentsAsync()).Where(payment => !known.Contains(payment.Id)).ToList();
            await provider.CaptureAsync(since.Single(payment => payment.Status == "requires_capture").Id);

            await shop.StopAsync();
            await RestoreAsync(arena, shop);
            await shop.RestartAsync([.. arena.Settings, .. provider.Settings]);
            var now = TimeProvider.System.GetUtcNow();
            var told = await arena.Office.SendAsync(new ReconcilePayments(now.AddHours(-1), now.AddMinutes(1)));
            Races.Expect(violations, Sales, forgotten.Count, "sales after the backup");
            foreach (var payment in forgotten.Where(payment => !told.Any(line => line.Contains(payment.Id, StringComparison.Ordinal))))
                violations.Add($"nobody was told of {payment.Id}");
            if (!told.Any(line => line.StartsWith("Refund", StringComparison.Ordinal) || line.Contains("given back", StringComparison.Ordinal)))
                violations.Add("nobody was told of the refund");
            var paid = await web.QueryAsync("query($id: ID!) { node(id: $id) { ... on Order { paymentStatus } } }", new { id = promised.GetProperty("id").GetString() });
            if (paid.GetProperty("node").GetProperty("paymentStatus").GetString() != "PAID")
                violations.Add($"what was taken of a promise from before is not in the books: {paid}");
            if (await arena.WrongAfterAsync(arena.Recovery) is { Length: > 0 } wrong)
                violations.Add(wrong);
            found += told.Count;
        }

        return $"{Sales} sales, a refund and a capture forgotten each time; {found} lines told";
    }

    private static async Task<JsonElement> SellAsync(Client client)
    {
        (await client.AddAsync("GOODS", 1)).Errors().ShouldBeEmpty();
        var placed = await client.OrderByCardAsync();
        placed.Errors().ShouldBeEmpty();
        return placed.GetProperty("order");
    }

    private static async Task BackUpAsync(Arena arena, Shop shop)
    {
        if (arena.IsSqlite)
            CopyFiles(shop.Data, Directory.CreateDirectory(Path.Combine(shop.Data, "backup")).FullName);
        else
            await CopyDatabaseAsync(arena.Name, $"{arena.Name}_backup");
    }

    private static async Task RestoreAsync(Arena arena, Shop shop)
    {
        if (arena.IsSqlite)
            CopyFiles(Path.Combine(shop.Data, "backup"), shop.Data);
        else
            await CopyDatabaseAsync($"{arena.Name}_backup", arena.Name);
    }

    private static void CopyFiles(string from, string to)
    {
        SqliteConnection.ClearAllPools();
        foreach (var old in Directory.GetFiles(to, "commerce.db*"))
            File.Delete(old);
        foreach (var file in Directory.GetFiles(from, "commerce.db*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static async Task CopyDatabaseAsync(string from, string to)
    {
        NpgsqlConnection.ClearAllPools();
        await DemoShop.OnServerAsync($"DROP DATABASE IF EXISTS {to} WITH (FORCE)");
        await DemoShop.OnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'");
        await DemoShop.OnServerAsync($"CREATE DATABASE {to} TEMPLATE {from}");
    }

    /// <summary>The sandbox in a process of its own: a payment provider that remembers what the shop forgets.</summary>
    private sealed class StripeProcess : IDisposable
    {
        private const string Key = "sk_test_torture";

        private readonly Process _process;
        private readonly HttpClient _http;

        private StripeProcess(Process process, Uri url)
        {
            _process = process;
            _http = new HttpClient { BaseAddress = url };
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            Settings = ["--Payments:Provider=Stripe", $"--Payments:Stripe:ApiKey={Key}", "--Payments:Stripe:WebhookSecret=whsec_torture", $"--Payments:Stripe:ApiBase={url}"];
        }

        public string[] Settings { get; }

        public static async Task<StripeProcess> StartAsync()
        {
            var program = Path.Combine(AppContext.BaseDirectory, "OmniCommerce.StripeSandbox.dll");
            var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", "0"]) { RedirectStandardOutput = true })!;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
                    return new StripeProcess(process, new Uri(line[at..]));
            }

            throw new InvalidOperationException("The sandbox did not start.");
        }

        public async Task<List<(string Id, string Status)>> PaymentsAsync()
        {
            var payments = new List<(string Id, string Status)>();
            for (var more = true; more;)
            {
                var after = payments.Count == 0 ? "" : $"&starting_after={payments[^1].Id}";
                var page = JsonElement.Parse(await _http.GetStringAsync(new Uri($"v1/payment_intents?limit=100{after}", UriKind.Relative)));
                payments.AddRange(page.GetProperty("data").EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("status").GetString()!)));
                more = page.GetProperty("has_more").GetBoolean();
            }

            return payments;
        }

        public async Task CaptureAsync(string payment)
        {
            using var answer = await _http.PostAsync(new Uri($"v1/payment_intents/{payment}/capture", UriKind.Relative), null);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }

        public void Dispose()
        {
            _http.Dispose();
            _process.Kill();
            _process.Dispose();
        }
    }
}
