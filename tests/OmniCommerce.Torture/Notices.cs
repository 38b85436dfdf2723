using System.Globalization;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>What the payment provider says by itself: often, in any order, before the answer, or too early.</summary>
internal static class Notices
{
    public static readonly Scenario[] All =
    [
        new("B4", "what the provider says many times has one effect", 12, 100, ManyTimesAsync),
        new("B5", "in whatever order the provider says it, the end is the same", 24, 240, AnyOrderAsync),
        new("B6", "the provider's word before its answer makes one order", 8, 60, BeforeTheAnswerAsync),
        new("B9", "what is only begun is no order and takes no number", 10, 20, OnlyBegunAsync),
    ];

    private const int AtOnce = 8;

    private static readonly string[] FiveWords =
        ["payment_intent.created", "payment_intent.requires_action", "payment_intent.amount_capturable_updated", "payment_intent.succeeded", "charge.refunded"];

    private static async Task<string> ManyTimesAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var provider = new Provider(shop.Shop);
        using var till = await shop.ClientAsync("POS");
        var (goods, told) = (await shop.GoodsAsync(arena.Runs * 2), 0);
        for (var run = 0; run < arena.Runs; run++)
        {
            await Races.AddAsync(till, goods, 2);
            var order = (await till.OrderByCardAsync()).GetProperty("order");
            (await Races.ReturnOneAsync(till, order, Guid.NewGuid())).Errors().ShouldBeEmpty();
            var id = order.GetProperty("id").GetString()!;
            var payment = (await provider.PaymentsAsync(id)).Single().GetProperty("id").GetString()!;
            var events = (await provider.EventsAsync([payment]))[payment].ToList();
            var before = await StateAsync(till, provider, id);

            var statuses = await Task.WhenAll(Enumerable.Repeat(events, 3).SelectMany(once => once).Select(provider.TellAsync));
            violations.AddRange(statuses.Where(status => status != 200).Select(status => $"the provider was answered {status}"));
            foreach (var happened in Enumerable.Repeat(events, 3).SelectMany(once => once))
                Races.Expect(violations, 200, await provider.TellAsync(happened));
            await shop.HeardAsync();
            if (await StateAsync(till, provider, id) is var after && after != before)
                violations.Add($"{before} became {after}");
            Races.Expect(violations, events.Count, await shop.HeardOfAsync(payment));
            told += events.Count * 6;
        }

        Races.Expect(violations, arena.Runs, await shop.FreeAsync(goods));
        return $"{told} words, three times at once and three times again";
    }

    private static async Task<string> AnyOrderAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var provider = new Provider(shop.Shop);
        var goods = await shop.GoodsAsync(arena.Runs * 2);
        var orders = Permutations(FiveWords).ToArray();
        var ends = new List<string>();

        // Neighbours differ little; a step that has no factor in common with their number walks through all of them.
        foreach (var chunk in Enumerable.Range(0, arena.Runs).Select(run => orders[run * 37 % orders.Length]).Chunk(AtOnce))
            ends.AddRange(await Task.WhenAll(chunk.Select(words => ToldInOrderAsync(shop, provider, goods, words))));
        foreach (var end in ends.GroupBy(end => end).OrderByDescending(same => same.Count()).Skip(1))
            violations.Add($"{end.Count()} ended with {end.Key}, the others with {ends.GroupBy(one => one).MaxBy(same => same.Count())!.Key}");
        if (!ends[0].Contains("FULFILLED", StringComparison.Ordinal) && !ends[0].Contains("RETURNED", StringComparison.Ordinal))
            violations.Add($"all ended with {ends[0]}");
        Races.Expect(violations, arena.Runs, await shop.FreeAsync(goods));
        return $"{Math.Min(arena.Runs, orders.Length)} of {orders.Length} orders of {FiveWords.Length} events; {ends[0]}";
    }

    /// <summary>A payment that the shopper confirms at the bank and that only the provider's words complete; then it is charged, and a part of it given back.</summary>
    private static async Task<string> ToldInOrderAsync(BusyShop shop, Provider provider, string goods, string[] words)
    {
        using var buyer = await shop.ClientAsync();
        await Races.AddAsync(buyer, goods, 2);
        var key = Guid.NewGuid();
        var payment = await WaitingAsync(buyer, key);
        await provider.ConfirmAsync(payment, "succeeded");
        await SayAsync();
        await shop.HeardAsync();
        var order = (await OrderAgainAsync(buyer, key)).GetProperty("order");
        var id = order.GetProperty("id").GetString()!;

        using var till = await shop.ClientAsync("POS");
        (await till.MutateAsync("mutation($id: ID!) { fulfilOrder(input: {orderId: $id}) { errors { __typename ... on Error { message } } } }", new { id })).Errors().ShouldBeEmpty();
        (await Races.ReturnOneAsync(till, order, Guid.NewGuid())).Errors().ShouldBeEmpty();
        await SayAsync();
        await shop.HeardAsync();
        return await StateAsync(till, provider, id);

        async Task SayAsync()
        {
            var events = (await provider.EventsAsync([payment]))[payment].ToList();
            foreach (var happened in words.SelectMany(word => events.Where(one => Provider.TypeOf(one) == word)))
                (await provider.TellAsync(happened)).ShouldBe(200);
        }
    }

    private static async Task<string> BeforeTheAnswerAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var provider = new Provider(shop.Shop);
        var (goods, first) = (await shop.GoodsAsync(arena.Runs), 0);
        await provider.TellsAsync("*");
        try
        {
            await provider.FaultAsync(new { operation = "PaymentIntents.*", method = "POST", delay_ms = 1500, times = 100_000 });
            foreach (var chunk in Enumerable.Range(0, arena.Runs).Chunk(AtOnce))
            {
                await Task.WhenAll(chunk.Select(async i =>
                {
                    using var buyer = await Races.WithCartAsync(shop, i % 2 == 0 ? "WEB" : "POS", goods);
                    var answer = await buyer.OrderByCardAsync();
                    if (answer.Errors().Count > 0)
                    {
                        violations.Add($"the shopper was told {answer}");
                        return;
                    }

                    var order = answer.GetProperty("order");
                    var payment = (await provider.PaymentsAsync(order.GetProperty("id").GetString()!)).Single();
                    if (await shop.HeardOfAsync(payment.GetProperty("id").GetString()!) > 0)
                        Interlocked.Increment(ref first);
                    if (order.GetProperty("paymentStatus").GetString() is var status && status != (i % 2 == 0 ? "AUTHORIZED" : "PAID"))
                        violations.Add($"{order.GetProperty("number")} is {status}");
                }));
            }
        }
        finally
        {
            await provider.RecoverAsync();
            await provider.TellsAsync("refund.updated", "refund.failed", "charge.dispute.created");
        }

        await shop.HeardAsync();
        Races.Expect(violations, 0, await shop.FreeAsync(goods));
        return $"{first} of {arena.Runs} were told before the answer";
    }

    private static async Task<string> OnlyBegunAsync(Arena arena, List<string> violations)
    {
        var shop = await arena.Busy!.OpenAsync();
        using var provider = new Provider(shop.Shop);
        using var till = await shop.ClientAsync("POS");
        var goods = await shop.GoodsAsync(arena.Runs * 4);
        var numbers = new List<long>();
        for (var run = 0; run < arena.Runs; run++)
        {
            using var buyer = await Races.WithCartAsync(shop, "WEB", goods);
            var key = Guid.NewGuid();
            var payment = await WaitingAsync(buyer, key);
            foreach (var happened in (await provider.EventsAsync([payment]))[payment])
                Races.Expect(violations, 200, await provider.TellAsync(happened));
            await SellAsync();
            await shop.HeardAsync();
            var asked = await OrderAgainAsync(buyer, key);
            if (asked.Errors() is not ["PaymentRequiresAction"])
                violations.Add($"what was only begun was answered {asked}");

            await provider.ConfirmAsync(payment, "failed");
            foreach (var happened in (await provider.EventsAsync([payment]))[payment])
                Races.Expect(violations, 200, await provider.TellAsync(happened));
            await shop.HeardAsync();
            await SellAsync();
            if (await OrderAgainAsync(buyer, key) is var ended && ended.Errors() is not ["PaymentDeclined"])
                violations.Add($"what failed at the bank was answered {ended}");
        }

        for (var i = 1; i < numbers.Count; i++)
            Races.Expect(violations, (int)numbers[i - 1] + 1, (int)numbers[i], "number");
        Races.Expect(violations, arena.Runs * 2, await shop.FreeAsync(goods));
        return $"{numbers.Count} orders between them, numbered without a gap";

        async Task SellAsync()
        {
            await Races.AddAsync(till, goods);
            var number = (await till.OrderByCardAsync()).GetProperty("order").GetProperty("number").GetString()!;
            numbers.Add(long.Parse([.. number.Where(char.IsAsciiDigit)], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Orders the buyer's cart by a card whose bank wants the shopper's word first; answers the payment.</summary>
    public static async Task<string> WaitingAsync(Client buyer, Guid key)
    {
        var answer = await OrderAgainAsync(buyer, key);
        answer.Errors().ShouldBe(["PaymentRequiresAction"]);

        // pi_…_secret_…
        return answer.GetProperty("errors")[0].GetProperty("clientSecret").GetString()!.Split("_secret")[0];
    }

    public static Task<JsonElement> OrderAgainAsync(Client buyer, Guid key) => buyer.MutateAsync(
        "mutation($key: UUID!) { placeOrder(input: {operationId: $key, tenders: [{card: {paymentMethod: \"pm_card_authenticationRequired\", returnUrl: \"https://shop.example/back\"}}]}) { order { id number lines { id } } errors { __typename ... on Error { message } ... on PaymentRequiresAction { clientSecret } } } }",
        new { key });

    /// <summary>Where an order and its payment stand, in the shop and at the provider.</summary>
    private static async Task<string> StateAsync(Client till, Provider provider, string id)
    {
        var order = await till.QueryAsync(
            "query($id: ID!) { order(by: {id: $id}) { status paymentStatus refunded { amount } pointsEarned lines { quantity returnedQuantity } tenders { kind status amount { amount } } } }", new { id });
        var payments = (await provider.PaymentsAsync(id)).Select(payment =>
            $"{payment.GetProperty("status")} {payment.GetProperty("amount_received")} {payment.GetProperty("latest_charge").GetProperty("amount_refunded")}");
        return $"{order.GetProperty("order").GetRawText()} {string.Join(", ", payments)}";
    }

    private static IEnumerable<string[]> Permutations(string[] of) => of.Length == 1
        ? [of]
        : of.SelectMany((first, i) => Permutations([.. of[..i], .. of[(i + 1)..]]).Select(rest => (string[])[first, .. rest]));
}
