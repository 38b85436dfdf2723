using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.UnitTests.Sessions;

/// <summary>What nodes note may reach the database in any order and more than once, and must come out the same.</summary>
public sealed class ActivityTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Merging_does_not_depend_on_the_order() =>
        Check((a, b, _) => Same(a.Merge(b), b.Merge(a)));

    [Fact]
    public void Merging_does_not_depend_on_the_grouping() =>
        Check((a, b, c) => Same(a.Merge(b).Merge(c), a.Merge(b.Merge(c))));

    [Fact]
    public void Merging_again_changes_nothing() =>
        Check((a, b, _) => Same(a.Merge(b).Merge(b).Merge(a), a.Merge(b)));

    [Fact]
    public void The_newest_fifty_products_stay_each_once_the_newest_first()
    {
        var all = Enumerable.Range(0, 120)
            .Select(i => Activity.OfView(Product(i % 60), Start.AddSeconds(i)))
            .Aggregate(Activity.None, (before, next) => before.Merge(next));

        all.Views.Select(view => view.Product).ShouldBe(Enumerable.Range(70, 50).Reverse().Select(i => Product(i % 60)));
    }

    [Fact]
    public void The_later_of_everything_counts()
    {
        var device = new DeviceId(Guid.NewGuid());
        var early = Activity.OfDevice(device, Start, Start.AddDays(1));
        var late = Activity.OfDevice(device, Start.AddMinutes(1), null);

        var merged = late.Merge(early);

        merged.Seen[device].ShouldBe(Start.AddMinutes(1));
        merged.ExpiresAt.ShouldBe(Start.AddDays(1));
    }

    // More products than are kept, so that cutting off is part of what is checked.
    private static void Check(Func<Activity, Activity, Activity, bool> holds)
    {
        var views = Gen.ListOf(Gen.Zip(Gen.Choose(0, 80), Gen.Choose(0, 1000)), 60);
        var seen = Gen.ListOf(Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 1000)));
        var activity = Gen.Zip(views, seen).Select(facts => Activity.None
            .Merge(new Activity { Views = Activity.Newest(facts.Item1.Select(view => new View(Product(view.Item1), Start.AddSeconds(view.Item2)))) })
            .Merge(facts.Item2.Aggregate(Activity.None, (all, one) => all.Merge(Activity.OfDevice(DeviceOf(one.Item1), Start.AddSeconds(one.Item2), Start.AddHours(one.Item2))))));
        var three = Gen.Zip(activity, Gen.Zip(activity, activity)).ToArbitrary();
        Prop.ForAll(three, all => holds(all.Item1, all.Item2.Item1, all.Item2.Item2)).QuickCheckThrowOnFailure();
    }

    private static bool Same(Activity left, Activity right) =>
        left.Views.SequenceEqual(right.Views)
        && left.ExpiresAt == right.ExpiresAt
        && left.Seen.OrderBy(seen => seen.Key.Value).SequenceEqual(right.Seen.OrderBy(seen => seen.Key.Value));

    private static ProductId Product(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static DeviceId DeviceOf(int number) => new(new Guid(number, 0, 1, new byte[8]));
}
