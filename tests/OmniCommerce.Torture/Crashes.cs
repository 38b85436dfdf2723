using System.Diagnostics;
using OmniCommerce.EndToEnd.Support;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Torture;

/// <summary>Shops that die.</summary>
internal static class Crashes
{
    public static readonly Scenario[] All =
    [
        new("C1", "killed at a named step, it recovers by itself", 8, 40, AtEachStepAsync),
        new("C1o", "killed at a step of what becomes of an order, it recovers by itself", 0, 19, AtEachStepAfterwardsAsync),
        new("C2", "killed at random under load, no acknowledged order is lost", 1, 20, AtRandomAsync),
    ];

    private static readonly string[] Steps =
    [
        "AddCartLines.saved", "AddCartLines.committed", "HoldStock.done", "HoldCart.saved", "HoldCart.committed", "ReleaseStock.done", "ReleaseCart.saved", "ReleaseCart.committed",
        "StartOrder.begun", "StartCheckout.done", "OpenTenders.done", "StartOrder.saved", "StartOrder.committed",
        "RecordAuthorization.begun", "RecordAuthorization.saved", "RecordAuthorization.committed",
        "ConfirmOrder.begun", "AllocateHeldStock.done", "CommitHold.done", "TakeTenders.done", "SellAllocatedStock.done", "ConfirmOrder.saved", "ConfirmOrder.committed",
        "RecordCapture.begun", "RecordCapture.saved", "RecordCapture.committed",
        "OpenRefunds.done", "BookReturn.saved", "BookReturn.committed", "RecordRefund.begun", "RecordRefund.saved", "RecordRefund.committed",
        "Outbox.handled", "Outbox.noted",
        "ReceiveStripeEvent.saved", "ReceiveStripeEvent.committed", "Inbox.claimed", "FollowPayment.saved", "Inbox.followed", "Inbox.noted",
    ];

    private static readonly string[] StepsAfterwards =
    [
        "FailOrder.begun", "FailOrder.saved", "FailOrder.committed",
        "BookLinesCancelled.begun", "ReleaseAllocatedStock.done", "BookLinesCancelled.saved", "BookLinesCancelled.committed",
        "ShipFulfilment.begun", "ShipFulfilment.saved", "ShipFulfilment.committed", "TakeStockBack.done", "CarryOver.done",
        "BookCancellation.begun", "GiveCouponsBack.done", "BookCancellation.saved", "BookCancellation.committed", "RecordVoid.begun", "RecordVoid.saved", "RecordVoid.committed",
    ];

    // Reached only by what the provider says.
    private static readonly string[] StepsOfTheInbox = Steps[^6..];

    /// <summary>A run is a kill. In a quick round each database has a fifth of the steps, and not the same.</summary>
    private static Task<string> AtEachStepAsync(Arena arena, List<string> violations) => AtEachAsync(
        arena, violations, Steps, (step, shop, till) => StepsOfTheInbox.Contains(step) ? new ConfirmedPurchase(arena, shop) : new Purchase(till));

    private static Task<string> AtEachStepAfterwardsAsync(Arena arena, List<string> violations) => AtEachAsync(
        arena, violations, StepsAfterwards, (_, shop, till) => new Aftermath(arena, shop, till));

    private static async Task<string> AtEachAsync(Arena arena, List<string> violations, string[] all, Func<string, Shop, Client, Attempt> begin)
    {
        // Three has no factor in common with their number, so that this walks through all of them.
        var steps = Enumerable.Range(0, arena.Runs).Select(run => all[((run * 3) + (arena.IsSqlite ? 0 : 1)) % all.Length]).ToArray();
        var slowest = TimeSpan.Zero;
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", 10_000));
        using var till = await arena.ClientAsync(shop, "POS");
        var left = 10_000;
        foreach (var step in steps)
        {
            await EndAsync(shop);
            shop.CrashesAt = step;
            await shop.RestartAsync(arena.Settings);
            using var attempt = begin(step, shop, till);
            var died = await attempt.TryAsync();
            if (!await shop.DiesWithinAsync(TimeSpan.FromSeconds(died ? 10 : 4)))
            {
                violations.Add($"{step} was not reached");
                await EndAsync(shop);
            }

            shop.CrashesAt = null;
            var watch = Stopwatch.StartNew();
            await shop.RestartAsync(arena.Settings);
            var started = watch.Elapsed;
            if (await arena.WrongAfterAsync(arena.Recovery - started) is { Length: > 0 } wrong)
                violations.Add($"{step}: after {watch.Elapsed.TotalSeconds:0.0} s {wrong}");
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;

            violations.AddRange((await attempt.FinishAsync()).Select(what => $"{step}: {what}"));
            Races.Expect(violations, --left, await Arena.FreeAsync(shop, "GOODS"), $"{step}: left");

            // What was told again is worked off, so that the shop does not die of it before the next purchase has begun.
            if (await arena.WrongAfterAsync(arena.Recovery) is { Length: > 0 } underWay)
                violations.Add($"{step}: after its repetition {underWay}");
            Console.Error.WriteLine($"  {step}: clean after {watch.Elapsed.TotalSeconds:0.0} s, of which the start {started.TotalSeconds:0.0} s; {violations.Count} violations so far");
        }

        // The provider has of each order what the shop has in its books.
        var now = TimeProvider.System.GetUtcNow();
        violations.AddRange(await arena.Office.SendAsync(new ReconcilePayments(now.AddDays(-1), now.AddMinutes(1))));
        return $"{steps.Distinct().Count()} of {all.Length} steps; clean at most {slowest.TotalSeconds:0.0} s after the start began, {arena.Recovery.TotalSeconds:0} s allowed";
    }

    private static async Task<string> AtRandomAsync(Arena arena, List<string> violations)
    {
        await using var shop = await arena.ShopAsync(("GOODS", "10.00", 100_000));
        var load = await Load.BeginAsync(arena, [shop], buyers: 8, violations);
        for (var run = 0; run < arena.Runs; run++)
        {
            await Task.Delay(Random.Shared.Next(1000, 2500));
            await EndAsync(shop);
            await shop.RestartAsync(arena.Settings);
        }

        await load.EndAsync();
        await load.RepeatAsync();
        if (await arena.WrongAfterAsync(arena.Recovery) is { Length: > 0 } wrong)
            violations.Add(wrong);
        Races.Expect(violations, 100_000 - load.Orders, await Arena.FreeAsync(shop, "GOODS"), "left");
        return $"{load.Orders} orders acknowledged, {load.Broken} answers lost";
    }

    private static async Task EndAsync(Shop shop)
    {
        shop.Kill();
        await shop.DiesWithinAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>One of something ordered by a card whose shopper confirms it at the bank, of which the shop hears by the provider's words alone.</summary>
    private sealed class ConfirmedPurchase(Arena arena, Shop shop) : Attempt
    {
        private readonly Provider _provider = new(shop);
        private readonly Guid _add = Guid.NewGuid();
        private Client? _buyer;
        private string _payment = "";
        private Guid _place = Guid.NewGuid();

        public override async Task<List<string>> FinishAsync()
        {
            // What was told of an earlier purchase may have been the end before this one had begun.
            if (_payment.Length == 0)
                await RunAsync();
            else
                await TellAsync();
            var placed = await Races.InsistAsync(() => Notices.OrderAgainAsync(_buyer!, _place));
            if (placed.Errors().Count > 0)
                return [$"the order was answered {placed}"];
            await TellAsync();
            var again = await Races.InsistAsync(() => Notices.OrderAgainAsync(_buyer!, _place));
            return again.Errors().Count == 0 && Number(again) == Number(placed) ? [] : [$"{Number(placed)} became {again}"];
        }

        public override void Dispose()
        {
            _buyer?.Dispose();
            _provider.Dispose();
            base.Dispose();
        }

        protected override async Task RunAsync()
        {
            _buyer ??= await arena.ClientAsync(shop);
            await Races.InsistAsync(() => _buyer.AddAsync("GOODS", 1, _add));

            // Nobody had promised to pay: the shop gave it up, and the shopper orders anew.
            if ((await Races.InsistAsync(() => Notices.OrderAgainAsync(_buyer, _place))).Errors() is ["PaymentDeclined"])
                _place = Guid.NewGuid();
            _payment = await Notices.WaitingAsync(_buyer, _place);
            await _provider.ConfirmAsync(_payment, "succeeded");
            await TellAsync();
        }

        private async Task TellAsync()
        {
            foreach (var happened in (await _provider.EventsAsync([_payment]))[_payment])
                (await _provider.TellAsync(happened)).ShouldBe(200);
        }
    }

    /// <summary>Two of something bought at a till and one of them brought back.</summary>
    private sealed class Purchase(Client till) : Attempt
    {
        private readonly Guid _add = Guid.NewGuid();
        private readonly Guid _place = Guid.NewGuid();
        private readonly Guid _return = Guid.NewGuid();

        public override async Task<List<string>> FinishAsync()
        {
            var wrong = new List<string>();
            if ((await Races.InsistAsync(() => till.AddAsync("GOODS", 2, _add))) is var added && added.Errors().Count > 0)
                wrong.Add($"adding was answered {added}");
            var key = _place;
            var placed = await Races.InsistAsync(() => till.OrderByCardAsync(key));

            // Nobody had promised to pay: the shop gave it up, and the shopper orders anew.
            if (placed.Errors() is ["PaymentDeclined"])
                placed = await Races.InsistAsync(() => till.OrderByCardAsync(key = Guid.NewGuid()));
            if (placed.Errors().Count > 0)
                return [.. wrong, $"placing was answered {placed}"];
            var again = await Races.InsistAsync(() => till.OrderByCardAsync(key));
            if (again.Errors().Count > 0 || Number(again) != Number(placed))
                wrong.Add($"{Number(placed)} became {again}");
            for (var i = 0; i < 2; i++)
            {
                if (await Races.InsistAsync(() => Races.ReturnOneAsync(till, placed.GetProperty("order"), _return)) is var returned && returned.Errors().Count > 0)
                    wrong.Add($"returning was answered {returned}");
            }

            return wrong;
        }

        protected override async Task RunAsync()
        {
            await Races.InsistAsync(() => till.AddAsync("GOODS", 2, _add));
            foreach (var mutation in new[] { "holdCart", "releaseCart" })
                await Races.InsistAsync(() => till.MutateAsync($"mutation {{ {mutation}(input: {{}}) {{ errors {{ __typename }} }} }}"));
            var order = (await Races.InsistAsync(() => till.OrderByCardAsync(_place))).GetProperty("order");
            await Races.InsistAsync(() => Races.ReturnOneAsync(till, order, _return));
        }
    }
}
