using System.Diagnostics;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Torture;

/// <summary>A payment provider whose answers are lost, wrong, late or missing. In the end it has exactly the money that shoppers were told of.</summary>
internal static class Processor
{
    public static readonly Scenario[] All =
    [
        new("E1", "done at the provider and the answer lost: charged once", 30, 200, LostAnswersAsync),
        new("E2", "a third of the provider's answers are errors: charged once", 0, 200, ErrorsAsync),
        new("E3", "the provider is down for a while: nobody pays for nothing", 0, 3, DownAsync),
        new("E4", "at a reader that is shared, off or cancelled, order and card agree", 4, 10, ReaderAsync),
        new("E5", "captures refused, promises lapsed, refunds that fail later", 0, 4, LateTroubleAsync),
    ];

    private const int Plenty = 100_000;
    private const int Always = 1_000_000;
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);
    private const int PromiseLastsSeconds = 8 * 24 * 3600;

    private static Task<string> LostAnswersAsync(Arena arena, List<string> violations) => SellAsync(
        arena,
        violations,
        async (provider, load) =>
        {
            foreach (var operation in new[] { "PaymentIntents.create", "PaymentIntents.capture" })
                await provider.FaultAsync(new { operation, drop_response = true, percent = 50, times = Always });
            await SoldAsync(load, arena.Runs);
        });

    private static Task<string> ErrorsAsync(Arena arena, List<string> violations) => SellAsync(
        arena,
        violations,
        async (provider, load) =>
        {
            object[] faults =
            [
                new { status = 500, keep = false, percent = 8, times = Always },
                new { status = 500, apply = true, keep = false, percent = 8, times = Always },
                new { status = 503, should_retry = true, percent = 8, times = Always },
                new { status = 409, code = "lock_timeout", percent = 8, times = Always },
                new { status = 429, percent = 8, times = Always },
            ];
            foreach (var fault in faults)
                await provider.FaultAsync(fault);
            await SoldAsync(load, arena.Runs);
        });

    private static Task<string> DownAsync(Arena arena, List<string> violations) => SellAsync(
        arena,
        violations,
        async (provider, load) =>
        {
            for (var run = 0; run < arena.Runs; run++)
            {
                await SoldAsync(load, load.Orders + 5);
                var told = load.Away + load.TimedOut;
                await provider.FaultAsync(new { status = 503, times = Always });

                // The shop asks the provider a few times before it says so.
                for (var down = Stopwatch.GetTimestamp(); load.Away + load.TimedOut == told && Stopwatch.GetElapsedTime(down) < LongestOutage;)
                    await Task.Delay(100);
                if (load.Away + load.TimedOut == told)
                    violations.Add("nobody was told that the payment is not decided");
                await provider.RecoverAsync();
            }
        });

    /// <summary>Half an answer is worse than none: what was bought meanwhile has to agree with the provider to the penny.</summary>
    private static async Task<string> SellAsync(Arena arena, List<string> violations, Func<Provider, Load, Task> trouble)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        using var provider = new Provider(shop);
        var load = await Load.BeginAsync(arena, [shop], buyers: 4, violations);
        await trouble(provider, load);
        await provider.RecoverAsync();
        await load.EndAsync();
        await load.RepeatAsync();
        if (await arena.WrongAfterAsync(TimeSpan.FromMinutes(1)) is { Length: > 0 } wrong)
            violations.Add(wrong);
        Races.Expect(violations, Plenty - load.Orders, await Arena.FreeAsync(shop, "GOODS"), "left");
        await CompareAsync(provider, violations, load.Orders, load.Pence);
        return $"{load.Orders} orders, {load.Away} times told that it is not decided yet, {load.TimedOut} times to ask again";
    }

    private static async Task SoldAsync(Load load, int orders)
    {
        while (load.Orders < orders && !load.IsOver)
            await Task.Delay(20);
    }

    private static async Task CompareAsync(Provider provider, List<string> violations, int orders, long pence)
    {
        var payments = await provider.AllPaymentsAsync();
        var alive = payments.Where(payment => payment.GetProperty("status").GetString() is "succeeded" or "requires_capture").ToList();
        Races.Expect(violations, orders, alive.Count, "payments at the provider");
        Races.Expect(violations, checked((int)pence), alive.Sum(payment => payment.GetProperty("amount").GetInt32()), "pence at the provider");
        foreach (var other in payments.Except(alive).Where(payment => payment.GetProperty("status").GetString() != "canceled"))
            violations.Add($"a payment was left as {other.GetProperty("status")}");
    }

    private static async Task<string> ReaderAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        using var provider = new Provider(shop);
        using var first = await arena.ClientAsync(shop, "POS");
        using var second = await arena.ClientAsync(shop, "POS");
        var readers = await first.QueryAsync("query($id: ID!) { node(id: $id) { ... on Location { readers { id } } } }", new { id = arena.Store });
        var reader = readers.GetProperty("node").GetProperty("readers")[0].GetProperty("id").GetString();
        var (orders, declined, pence) = (0, 0, 0L);
        for (var run = 0; run < arena.Runs; run++)
        {
            var disturbance = DisturbAsync(provider, run);
            var answers = await Task.WhenAll(new[] { first, second }.Select(async till =>
            {
                (await till.AddAsync("GOODS", 1)).Errors().ShouldBeEmpty();
                return await Races.InsistAsync(() => till.OrderAsync([new { terminal = new { readerId = reader } }]));
            }));
            await disturbance;
            foreach (var answer in answers)
            {
                if (answer.Errors() is ["PaymentDeclined"])
                    declined++;
                else if (answer.Errors().Count > 0)
                    violations.Add($"a till was told {answer}");
                else
                    (orders, pence) = (orders + 1, pence + Load.PenceOf(answer));
            }
        }

        if (await arena.WrongAfterAsync(TimeSpan.FromMinutes(1)) is { Length: > 0 } wrong)
            violations.Add(wrong);
        await CompareAsync(provider, violations, orders, pence);
        return $"{orders} paid, {declined} declined";
    }

    // Nothing the first time, for then the reader is registered; then it is switched off for a while, or the shopper presses the red button.
    private static async Task DisturbAsync(Provider provider, int run)
    {
        if (run == 0)
            return;
        var id = (await provider.ReadersAsync())[0].GetProperty("id").GetString()!;
        if (run % 3 == 1)
        {
            await provider.AtReaderAsync(id, "status", "offline");
            await Task.Delay(Random.Shared.Next(300));
            await provider.AtReaderAsync(id, "status", "online");
        }
        else if (run % 3 == 2)
        {
            for (var press = 0; press < 5; press++)
            {
                await Task.Delay(Random.Shared.Next(60));
                await provider.AtReaderAsync(id, "action", "customer_cancels");
            }
        }
    }

    private static async Task<string> LateTroubleAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        using var provider = new Provider(shop);
        using var till = await arena.ClientAsync(shop, "POS");
        using var web = await arena.ClientAsync(shop);
        for (var run = 0; run < arena.Runs; run++)
        {
            await provider.FaultAsync(new { operation = "PaymentIntents.capture", status = 400, code = "charge_expired_for_capture", keep = false });
            var refused = await BuyAsync(till);
            await ExpectPaymentAsync(violations, till, refused, "PAID", expected: false, "whose capture was refused");

            var lapsed = await BuyAsync(web);
            var unrefundable = await BuyAsync(till, "pm_card_refundFail");
            (await Races.ReturnOneAsync(till, unrefundable, Guid.NewGuid())).Errors().ShouldBeEmpty();
            await ExpectPaymentAsync(violations, till, unrefundable, "REFUNDED", expected: true, "that was given back");
            await provider.AdvanceAsync(PromiseLastsSeconds);

            // What the provider signs now is of another week to the shop, so the reconciler has to find it.
            var now = TimeProvider.System.GetUtcNow();
            await arena.Office.SendAsync(new ReconcilePayments(now.AddHours(-1), now.AddYears(10)));

            await ExpectPaymentAsync(violations, till, unrefundable, "PAID", expected: true, "whose refund failed days later");
            var before = await Arena.FreeAsync(shop, "GOODS");
            for (var i = 0; i < 2; i++)
                await till.MutateAsync("mutation($id: ID!) { cancelOrder(input: {orderId: $id, reason: \"The promise lapsed\"}) { errors { __typename } } }", new { id = lapsed.GetProperty("id").GetString() });
            Races.Expect(violations, before + 1, await Arena.FreeAsync(shop, "GOODS"), "free after the lapsed order was called off twice");
        }

        // Money that the shop has a right to, and money that a shopper has a right to: both are told, for people have to see to them, and nothing else is.
        var told = await arena.Office.WrongAsync(TimeSpan.FromMinutes(1));
        Races.Expect(violations, arena.Runs, told.Count(line => line.EndsWith("its goods have left and are not paid", StringComparison.Ordinal)), "captures told");
        Races.Expect(violations, arena.Runs, told.Count(line => line.EndsWith("1000 given back, 0 by its tenders", StringComparison.Ordinal)), "refunds told");
        Races.Expect(violations, 2 * arena.Runs, told.Count);
        shop.CheckBooks = () => Task.CompletedTask;
        return "each of the three each time; of the first and the last people are told";
    }

    private static async Task<JsonElement> BuyAsync(Client client, string card = "pm_card_visa")
    {
        (await client.AddAsync("GOODS", 1)).Errors().ShouldBeEmpty();
        var placed = await Races.InsistAsync(() => client.OrderByCardAsync(null, card));
        placed.Errors().ShouldBeEmpty();
        return placed.GetProperty("order");
    }

    // What the provider tells is followed within moments.
    private static async Task ExpectPaymentAsync(List<string> violations, Client client, JsonElement order, string status, bool expected, string which)
    {
        string? found = null;
        for (var tries = 0; tries < 100; tries++, await Task.Delay(100))
        {
            var payment = await client.QueryAsync("query($id: ID!) { node(id: $id) { ... on Order { paymentStatus } } }", new { id = order.GetProperty("id").GetString() });
            found = payment.GetProperty("node").GetProperty("paymentStatus").GetString();
            if ((found == status) == expected)
                return;
        }

        violations.Add($"an order {which} is {found}");
    }
}
