using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Kernel;

public sealed class IdTests
{
    [Fact]
    public void An_id_sorts_after_those_made_before_by_the_clock_that_made_it()
    {
        var clock = new Clock { Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var ids = new List<string>();
        for (var i = 0; i < 100; i++, clock.Now += TimeSpan.FromMilliseconds(1))
            ids.Add(NewId.Of<CartId>(clock).ToString());

        ids.ShouldBeInOrder(SortDirection.Ascending);
        ids.ShouldBeUnique();
        ids[0].ShouldStartWith("019b7");
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
