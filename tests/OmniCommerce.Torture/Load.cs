using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>
/// Buyers who order one after another, half of them at tills. Each does what an app does: what was not answered is asked again under the same
/// key, at another node where there is one.
/// </summary>
internal sealed class Load
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<string> _violations;
    private readonly string _sku;
    private readonly Buyer[] _buyers;
    private readonly Task[] _buying;
    private readonly ConcurrentDictionary<Guid, (Buyer Of, string Number)> _acknowledged = new();
    private ConcurrentQueue<TimeSpan> _took = new();
    private int _refused;
    private int _away;
    private int _broken;
    private int _timedOut;
    private int _mostTries;
    private long _pence;
    private volatile bool _stopped;

    private Load(Buyer[] buyers, string sku, List<string> violations)
    {
        (_buyers, _sku, _violations) = (buyers, sku, violations);
        _buying = [.. buyers.Select(buyer => Task.Run(() => BuyAsync(buyer)))];
    }

    /// <summary>How many orders were acknowledged.</summary>
    public int Orders => _acknowledged.Count;

    /// <summary>How many requests found nobody who listened.</summary>
    public int Refused => _refused;

    /// <summary>How many requests were told to come back later.</summary>
    public int Away => _away;

    /// <summary>How many requests the shop ended because they took too long.</summary>
    public int TimedOut => _timedOut;

    /// <summary>How many requests were sent and got no answer.</summary>
    public int Broken => _broken;

    /// <summary>Whether every buyer has given up.</summary>
    public bool IsOver => _buying.All(buying => buying.IsCompleted);

    /// <summary>How often one request was sent at most.</summary>
    public int MostTries => _mostTries;

    /// <summary>What the acknowledged orders cost, in hundredths.</summary>
    public long Pence => _pence;

    public static async Task<Load> BeginAsync(Arena arena, IReadOnlyList<Shop> nodes, int buyers, List<string> violations, string sku = "GOODS")
    {
        var all = Enumerable.Range(0, buyers).Select(async i =>
        {
            var first = await arena.ClientAsync(nodes[i % nodes.Count], i % 2 == 0 ? "POS" : "WEB");
            var others = Enumerable.Range(1, nodes.Count - 1).Select(further => new Client(nodes[(i + further) % nodes.Count].Url) { Token = first.Token });
            return new Buyer([first, .. others]);
        });
        return new Load(await Task.WhenAll(all), sku, violations);
    }

    /// <summary>How many orders were acknowledged since the last lap, and how long they took, from the first request to the answer.</summary>
    public (int Orders, TimeSpan Median, TimeSpan Slowest) Lap()
    {
        var took = Interlocked.Exchange(ref _took, new()).Order().ToList();
        return took.Count == 0 ? default : (took.Count, took[took.Count / 2], took[^1]);
    }

    /// <inheritdoc cref="Lap"/>
    /// <param name="orders">Waits until there are so many, unless everybody has given up.</param>
    public async Task<(int Orders, TimeSpan Median, TimeSpan Slowest)> LapAsync(int orders)
    {
        while (_took.Count < orders && !IsOver)
            await Task.Delay(20);
        return Lap();
    }

    /// <summary>Lets everybody end what they are buying.</summary>
    public async Task EndAsync()
    {
        _stopped = true;
        await Task.WhenAll(_buying);
    }

    /// <summary>Asks for every order again, which must be the one that was acknowledged.</summary>
    public async Task RepeatAsync()
    {
        foreach (var (key, (buyer, number)) in _acknowledged)
        {
            var again = await InsistAsync(buyer, client => client.OrderByCardAsync(key));
            if (again.Errors().Count > 0 || NumberOf(again) != number)
                Violate($"{number} was acknowledged, and its repeat answered {again}");
        }
    }

    private async Task BuyAsync(Buyer buyer)
    {
        try
        {
            while (!_stopped)
            {
                var began = Stopwatch.GetTimestamp();
                var (add, place) = (Guid.NewGuid(), Guid.NewGuid());
                var added = await InsistAsync(buyer, client => client.AddAsync(_sku, 1, add));
                if (added.Errors().Count > 0)
                {
                    Violate($"adding was answered {added}");
                    return;
                }

                var placed = await InsistAsync(buyer, client => client.OrderByCardAsync(place));
                while (placed.Errors() is ["PaymentDeclined"])
                {
                    // Nobody had promised to pay when the shop broke off: it gave that up, and the shopper orders anew.
                    place = Guid.NewGuid();
                    placed = await InsistAsync(buyer, client => client.OrderByCardAsync(place));
                }

                if (placed.Errors().Count > 0)
                {
                    Violate($"placing was answered {placed}");
                    return;
                }

                Interlocked.Add(ref _pence, PenceOf(placed));
                _acknowledged[place] = (buyer, NumberOf(placed));
                _took.Enqueue(Stopwatch.GetElapsedTime(began));
            }
        }
        catch (Exception exception)
        {
            Violate($"a buyer gave up: {exception.Message}");
        }
    }

    private async Task<JsonElement> InsistAsync(Buyer buyer, Func<Client, Task<JsonElement>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++, buyer.GoOn())
        {
            _mostTries = Math.Max(_mostTries, tries);
            try
            {
                return await ask(buyer.Way);
            }
            catch (Exception exception) when (Count(exception) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(50);
            }
        }
    }

    private bool Count(Exception exception)
    {
        switch (exception)
        {
            case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }:
                Interlocked.Increment(ref _refused);
                return true;
            case HttpRequestException or IOException or JsonException or OperationCanceledException:
                Interlocked.Increment(ref _broken);
                return true;
            case ShopAwayException away:
                Interlocked.Increment(ref _away);
                if (away.RetryAfter is null)
                    Violate("a refusal did not say when to come back");
                return true;
            case ShouldAssertException undecided when undecided.Message.Contains("PAYMENT_UNRESOLVED", StringComparison.Ordinal):
                Interlocked.Increment(ref _away);
                return true;
            case ShouldAssertException when exception.Message.Contains("TIMEOUT", StringComparison.Ordinal):
                Interlocked.Increment(ref _timedOut);
                return true;
            default:
                return false;
        }
    }

    private void Violate(string what)
    {
        lock (_violations)
            _violations.Add(what);
    }

    /// <summary>What an order costs, in hundredths.</summary>
    public static long PenceOf(JsonElement placed) =>
        (long)(decimal.Parse(placed.GetProperty("order").GetProperty("total").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture) * 100);

    private static string NumberOf(JsonElement placed) => placed.GetProperty("order").GetProperty("number").GetString()!;

    /// <summary>One session, and the ways to it.</summary>
    private sealed class Buyer(Client[] ways)
    {
        private int _at;

        public Client Way => ways[_at % ways.Length];

        public void GoOn() => _at++;
    }
}
