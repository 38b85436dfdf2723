using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Features;

namespace OmniCommerce.IntegrationTests.Carts;

/// <summary>Days of 23 and 25 hours, a day that most years do not have, and clocks that are put back.</summary>
public sealed class ClockTests(CartShop shop) : IClassFixture<CartShop>
{
    [Theory]
    [InlineData("2028-02-28T23:50:00Z")] // Into the leap day.
    [InlineData("2029-03-25T00:50:00Z")] // Into British summer time.
    [InlineData("2029-10-28T00:50:00Z")] // And out of it.
    [InlineData("2029-12-31T23:50:00Z")]
    public async Task A_hold_ends_when_it_is_due_and_once_whatever_day_it_is_and_though_the_clock_is_put_back(string at)
    {
        shop.Clock.Advance(DateTimeOffset.Parse(at, null) - shop.Clock.Now);
        var (guest, tea) = (CartShop.Guest(), await shop.ArticleAsync(stock: 10));
        var id = await shop.CartAsync(guest, (tea, 4));
        (await shop.Send(new HoldCart(guest, null, 900, null))).IsRefused.ShouldBeFalse();
        var hold = (await shop.ReadAsync(id)).Hold.ShouldNotBeNull();

        foreach (var minutes in new[] { 14, -60, 59 })
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await shop.SweepAsync();
            (await shop.StatusAsync(hold.Id)).ShouldBe(HoldStatus.Held, $"after {minutes} minutes");
            (await shop.StockAsync(tea)).ShouldBe((10, 4, 0));
        }

        foreach (var minutes in new[] { 3, -60, 61 })
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await shop.SweepAsync();
            (await shop.StatusAsync(hold.Id)).ShouldBe(HoldStatus.Expired, $"after {minutes} minutes");
            (await shop.StockAsync(tea)).ShouldBe((10, 0, 0));
        }

        // Whoever holds again after that gets a whole new hold.
        (await shop.Send(new HoldCart(guest, null, 900, null))).IsRefused.ShouldBeFalse();
        (await shop.ReadAsync(id)).Hold!.ExpiresAt.ShouldBe(shop.Clock.Now.AddSeconds(900), TimeSpan.FromSeconds(30));
    }
}
