using OmniCommerce.Platform.Memory;

namespace OmniCommerce.UnitTests.Platform;

public sealed class RecentMapTests
{
    [Fact]
    public void What_was_used_lately_stays_and_what_was_not_goes()
    {
        var map = new RecentMap<int, string>(capacity: 100);
        map.Change(-1, _ => "used");
        map.Change(-2, _ => "unused");

        for (var key = 0; key < 1000; key++)
        {
            map.Change(key, _ => "new");
            map.Find(-1).ShouldBe("used");
        }

        map.Find(-2).ShouldBeNull();
        Enumerable.Range(0, 1000).Count(key => map.Find(key) is not null).ShouldBeInRange(50, 100);
    }

    [Fact]
    public void A_change_sees_the_present_value_and_null_removes_it()
    {
        var map = new RecentMap<string, string>(capacity: 10);

        map.Change("a", before => before ?? "first").ShouldBe("first");
        map.Change("a", before => before + "+").ShouldBe("first+");
        map.Change("a", _ => null).ShouldBeNull();

        map.Find("a").ShouldBeNull();
        map.Change("a", before => before ?? "again").ShouldBe("again");
    }

    [Fact]
    public async Task No_change_is_lost_while_others_look_up_and_generations_pass()
    {
        var map = new RecentMap<int, object>(capacity: 64);
        const int writers = 8, changes = 5000;

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < changes; i++)
            {
                map.Change(0, count => (int)(count ?? 0) + 1);
                map.Change(1 + ((writer * changes) + i) % 20, _ => "passing");
                map.Find(i % 40);
            }
        })));

        map.Find(0).ShouldBe(writers * changes);
    }
}
