using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.IntegrationTests.Loyalty;

/// <summary>However points are granted, held, spent, given back and left alone: heaps of points with a day on each agree with the shop.</summary>
public sealed class PointsProperties(PointsExpiryTests.Shop shop) : IClassFixture<PointsExpiryTests.Shop>
{
    private static readonly int Runs = Seeds.Of(20).Count();

    private static readonly Gen<PointsStep[]> Anything =
        (from act in Gen.Choose(0, 7)
         from which in Gen.Choose(0, 2)
         from hundreds in Gen.Choose(1, 6)
         select new PointsStep(act, which, hundreds * 100)).ArrayOf(30);

    [Fact]
    public async Task Any_sequence_of_grants_holds_and_returns_leaves_the_points_and_the_days_that_a_simple_model_says()
    {
        foreach (var steps in Seeds.Cases(Anything, Runs))
        {
            var model = new Model(shop, await shop.Member());
            for (var i = 0; i < steps.Length; i++)
            {
                await model.DoAsync(steps[i]);
                await model.AgreesAsync(string.Join("; ", steps.Take(i + 1)));
            }
        }

        await shop.TheBooksAreRight();
    }

    /// <summary>Days on heaps; who holds or has spent some has heaps of their own.</summary>
    private sealed class Model(PointsExpiryTests.Shop shop, CustomerId member)
    {
        private static readonly LoyaltyOptions Programme = new() { ExpireAfterMonths = 12, ReturnedLastDays = 30, TimeZone = "Europe/London" };

        private readonly SortedDictionary<DateTimeOffset, int> _free = [];
        private readonly Dictionary<int, (HoldId Id, SortedDictionary<DateTimeOffset, int> Heaps)> _holds = [];
        private readonly Dictionary<int, (OrderId Id, SortedDictionary<DateTimeOffset, int> Heaps)> _orders = [];
        private int _references;

        public Task DoAsync(PointsStep step)
        {
            var work = step.Act switch
            {
                0 or 1 => GrantAsync(step.Points),
                2 or 3 => HoldAsync(step.Which, step.Points),
                4 => ReleaseAsync(step.Which),
                5 => SpendAsync(step.Which),
                6 => GiveBackAsync(step.Which, step.Points),
                _ => WaitAsync(TimeSpan.FromDays(step.Points / 4)),
            };
            return work;
        }

        public async Task AgreesAsync(string because)
        {
            Forget();
            var account = await shop.Points(member);
            var held = _holds.Values.Sum(hold => hold.Heaps.Values.Sum());
            (account.Balance, account.Held).ShouldBe((_free.Values.Sum() + held, held), because);
            account.NextToExpire.ShouldBe(_free.Count == 0 ? null : new ExpiringPoints(_free.First().Value, _free.First().Key), because);
        }

        private async Task GrantAsync(int points)
        {
            await shop.Done(new GrantPoints(member, points, $"grant {++_references}"));
            Put(_free, Programme.LastsUntil(shop.Clock.Now)!.Value, points);
        }

        private async Task HoldAsync(int which, int points)
        {
            Forget();
            var hold = _holds.GetValueOrDefault(which, (NewId.Of<HoldId>(shop.Clock), []));
            var more = points - hold.Heaps.Values.Sum();
            var refused = (await shop.Send(new HoldPoints(hold.Id, member, points))).IsRefused;
            refused.ShouldBe(more > _free.Values.Sum());
            if (refused)
                return;
            _holds[which] = hold;
            foreach (var (day, taken) in Take(_free, more, fromTheLast: false))
                Put(hold.Heaps, day, taken);
            foreach (var (day, back) in Take(hold.Heaps, -more, fromTheLast: true))
                Put(_free, day, back);
        }

        private async Task ReleaseAsync(int which)
        {
            if (!_holds.Remove(which, out var hold))
                return;
            await shop.Done(new ReleasePoints(hold.Id));
            foreach (var (day, back) in hold.Heaps)
                Put(_free, day, back);
        }

        private async Task SpendAsync(int which)
        {
            if (!_holds.Remove(which, out var hold))
                return;
            _orders[which] = (shop.NewOrder(), hold.Heaps);
            await shop.Done(new SpendHeldPoints(hold.Id, _orders[which].Id));
        }

        private async Task GiveBackAsync(int which, int points)
        {
            if (!_orders.TryGetValue(which, out var order))
                return;
            var refused = (await shop.Send(new GivePointsBack(order.Id, points, $"return {++_references}"))).IsRefused;
            refused.ShouldBe(points > order.Heaps.Values.Sum());
            if (refused)
                return;
            var atLeast = Programme.ReturnedLastUntil(shop.Clock.Now);
            foreach (var (day, back) in Take(order.Heaps, points, fromTheLast: true))
                Put(_free, day > atLeast ? day : atLeast, back);
        }

        private Task WaitAsync(TimeSpan time)
        {
            shop.Clock.Advance(time);
            return Task.CompletedTask;
        }

        // What is free on its day is gone.
        private void Forget()
        {
            foreach (var day in _free.Keys.Where(day => day <= shop.Clock.Now).ToList())
                _free.Remove(day);
        }

        private static void Put(SortedDictionary<DateTimeOffset, int> heaps, DateTimeOffset day, int points) => heaps[day] = heaps.GetValueOrDefault(day) + points;

        private static List<(DateTimeOffset Day, int Points)> Take(SortedDictionary<DateTimeOffset, int> heaps, int points, bool fromTheLast)
        {
            var taken = new List<(DateTimeOffset Day, int Points)>();
            foreach (var day in fromTheLast ? heaps.Keys.Reverse().ToList() : [.. heaps.Keys])
            {
                var some = Math.Min(points, heaps[day]);
                if (some <= 0)
                    break;
                points -= some;
                heaps[day] -= some;
                if (heaps[day] == 0)
                    heaps.Remove(day);
                taken.Add((day, some));
            }

            return taken;
        }
    }
}

/// <summary>One thing to do with points: which, for which of three holds or orders, with how many.</summary>
internal sealed record PointsStep(int Act, int Which, int Points);
