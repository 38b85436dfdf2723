using System.Diagnostics;
using System.Text.Json;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Torture;

/// <summary>Banks that take back what shoppers paid, long after, and shops that die over it.</summary>
internal static class Disputes
{
    public static readonly Scenario[] All =
    [
        new("E5d", "what a bank takes back is known, not refunded, and right whichever way it ends", 2, 4, WhicheverWayAsync),
        new("C1d", "killed while it follows a dispute, it follows it by itself", 0, 14, KilledAsync),
    ];

    private const string TakesBack = "pm_card_createDispute";
    private const int Plenty = 100_000;
    private const int BankTakesSeconds = 10;
    private const int LongEnoughSeconds = 20 * 24 * 3600;

    private static readonly string[] Steps =
    [
        "ReceiveStripeEvent.begun", "ReceiveStripeEvent.saved", "ReceiveStripeEvent.committed",
        "FollowDispute.begun", "FollowDispute.saved", "FollowDispute.committed", "Inbox.followed",
    ];

    private static async Task<string> WhicheverWayAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        using var provider = new Provider(shop);
        using var till = await arena.ClientAsync(shop, "POS");
        for (var run = 0; run < arena.Runs; run++)
        {
            var (lost, won, silent) = (await BuyAsync(till), await BuyAsync(till), await BuyAsync(till));
            await provider.AdvanceAsync(BankTakesSeconds);
            await ReconcileAsync(arena);
            foreach (var order in new[] { lost, won, silent })
            {
                await ExpectAsync(violations, till, order, "NEEDS_RESPONSE", "10.00", "that its bank disputes");
                await ExpectRefusalAsync(violations, till, order);
            }

            await provider.AnswerDisputeAsync(IdOf(lost), "losing_evidence");
            await provider.AnswerDisputeAsync(IdOf(won), "winning_evidence");
            await provider.AdvanceAsync(LongEnoughSeconds);
            for (var time = 0; time < 2; time++)
                await ReconcileAsync(arena);

            await ExpectAsync(violations, till, lost, "LOST", "10.00", "whose evidence was not believed");
            await ExpectAsync(violations, till, silent, "LOST", "10.00", "that nobody spoke for");
            await ExpectAsync(violations, till, won, "WON", "0.00", "whose evidence was believed");
            await ExpectRefusalAsync(violations, till, lost);
            if ((await Races.ReturnOneAsync(till, won, Guid.NewGuid())).Errors() is { Count: > 0 } errors)
                violations.Add($"what was won was not taken back: {string.Join(", ", errors)}");
            foreach (var order in new[] { lost, won, silent })
                await ExpectEachOnceAsync(violations, till, order);
        }

        return $"{arena.Runs} lost, won and left alone each";
    }

    private static async Task<string> KilledAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", Plenty));
        using var till = await arena.ClientAsync(shop, "POS");
        foreach (var step in Enumerable.Range(0, arena.Runs).Select(run => Steps[run % Steps.Length]))
        {
            await EndAsync(shop);
            shop.CrashesAt = step;
            await shop.RestartAsync(arena.Settings);
            var (add, place) = (Guid.NewGuid(), Guid.NewGuid());

            // The bank may be so quick that the shop dies before it has answered.
            var buying = BuyAsync(till, add, place);
            await buying.ContinueWith(_ => { }, TaskScheduler.Default);
            if (!await shop.DiesWithinAsync(TimeSpan.FromMinutes(1)))
            {
                violations.Add($"{step} was not reached");
                await EndAsync(shop);
            }

            shop.CrashesAt = null;
            await shop.RestartAsync(arena.Settings);
            var order = buying.IsCompletedSuccessfully ? await buying : await BuyAsync(till, add, place);
            await ExpectAsync(violations, till, order, "NEEDS_RESPONSE", "10.00", $"at {step}");
            if (await arena.WrongAfterAsync(arena.Recovery) is { Length: > 0 } wrong)
                violations.Add($"{step}: {wrong}");
            await ExpectEachOnceAsync(violations, till, order);
        }

        return $"{Math.Min(arena.Runs, Steps.Length)} of {Steps.Length} steps";
    }

    private static async Task EndAsync(Shop shop)
    {
        shop.Kill();
        await shop.DiesWithinAsync(TimeSpan.FromMinutes(1));
    }

    // What the provider signs after its clock was put forward is of another week to the shop: the reconciler has to find it.
    private static async Task ReconcileAsync(Arena arena)
    {
        var now = TimeProvider.System.GetUtcNow();
        await arena.Office.SendAsync(new ReconcilePayments(now.AddHours(-1), now.AddYears(10)));
    }

    private static Task<JsonElement> BuyAsync(Client till) => BuyAsync(till, Guid.NewGuid(), Guid.NewGuid());

    private static async Task<JsonElement> BuyAsync(Client till, Guid add, Guid place)
    {
        (await Races.InsistAsync(() => till.AddAsync("GOODS", 1, add))).Errors().ShouldBeEmpty();
        var placed = await Races.InsistAsync(() => till.OrderByCardAsync(place, TakesBack));
        placed.Errors().ShouldBeEmpty();
        return placed.GetProperty("order");
    }

    private static async Task ExpectRefusalAsync(List<string> violations, Client till, JsonElement order)
    {
        if ((await Races.ReturnOneAsync(till, order, Guid.NewGuid())).Errors() is not ["PaymentIsDisputed"] and var errors)
            violations.Add($"to give back what a bank has taken was answered {string.Join(", ", errors)}");
    }

    // What the provider tells by itself is followed within moments, and again when nobody heard it.
    private static async Task ExpectAsync(List<string> violations, Client till, JsonElement order, string state, string taken, string which)
    {
        var found = "";
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1); await Task.Delay(200))
        {
            var tender = (await ReadAsync(till, order, "tenders { dispute chargedBack { amount } }")).GetProperty("tenders")[0];
            found = $"{tender.GetProperty("dispute").GetString()} with {tender.GetProperty("chargedBack").GetProperty("amount").GetString()} at the bank";
            if (found == $"{state} with {taken} at the bank")
                return;
        }

        violations.Add($"an order {which} is {found}");
    }

    // Whether a step between was seen is luck; that it was seen twice would be none.
    private static async Task ExpectEachOnceAsync(List<string> violations, Client till, JsonElement order)
    {
        var steps = (await ReadAsync(till, order, "history { kind what }")).GetProperty("history").EnumerateArray()
            .Where(change => change.GetProperty("kind").GetString() == "DISPUTED").Select(change => change.GetProperty("what").GetString()).ToList();
        if (steps.Count == 0 || steps.Distinct().Count() != steps.Count)
            violations.Add($"of a dispute it is written: {string.Join(" ", steps)}");
    }

    private static async Task<JsonElement> ReadAsync(Client till, JsonElement order, string fields)
    {
        var read = await Races.InsistAsync(() => till.QueryAsync($"query($id: ID!) {{ order(by: {{id: $id}}) {{ {fields} }} }}", new { id = IdOf(order) }));
        return read.GetProperty("order");
    }

    private static string IdOf(JsonElement order) => order.GetProperty("id").GetString()!;
}
