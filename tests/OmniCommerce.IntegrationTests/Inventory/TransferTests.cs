using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;

namespace OmniCommerce.IntegrationTests.Inventory;

public sealed class TransferTests(StockShop shop) : IClassFixture<StockShop>
{
    [Fact]
    public async Task Goods_on_the_way_are_at_neither_place_and_arrive_with_what_was_lost_and_why()
    {
        var tea = await shop.Goods(leeds: 10);
        var cup = await shop.Goods(leeds: 5);
        var sent = (await shop.Send(new TransferStock(shop.Till(), null, shop.Kiosk, [new(tea, 6), new(cup, 2)], Send: true, "for the fair", null))).Value;

        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(4);
        (await InTransit(tea)).ShouldBe(6);
        (await shop.Send(new ReceiveTransfer(shop.Till(shop.Kiosk), sent, [new(tea, 5, null)], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await shop.Send(new ReceiveTransfer(shop.Till(shop.Kiosk), sent, [new(tea, 5, StockReason.LostInTransit)], null))).Value.ShouldBe(sent);

        (await shop.Level(tea, shop.Kiosk)).OnHand.ShouldBe(5);
        (await shop.Level(cup, shop.Kiosk)).OnHand.ShouldBe(2);
        (await InTransit(tea)).ShouldBe(0);
        var shown = (await Transfers.FindAsync(sent, Token)).ShouldNotBeNull();
        shown.Status.ShouldBe(TransferStatus.Received);
        shown.Lines.Single(line => line.VariantId == tea).ShouldBe(new TransferLine { VariantId = tea, Quantity = 6, Ordered = 0, Received = 5, Reason = StockReason.LostInTransit });
        (await shop.Send(new ReceiveTransfer(shop.Till(), sent, [], null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task A_draft_moves_nothing_until_it_is_sent_or_called_off()
    {
        var tea = await shop.Goods(leeds: 3);
        var draft = (await shop.Send(new TransferStock(shop.Till(), null, shop.York, [new(tea, 2)], Send: false, null, null))).Value;
        var other = (await shop.Send(new TransferStock(shop.Till(), null, shop.York, [new(tea, 2)], Send: false, null, null))).Value;
        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(3);

        for (var i = 0; i < 2; i++)
            (await shop.Send(new SendTransfer(shop.Till(), draft, null))).Value.ShouldBe(draft);
        (await shop.Send(new SendTransfer(shop.Till(), other, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>().Available.ShouldBe(1);
        (await shop.Send(new CancelTransfer(shop.Till(), draft, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        for (var i = 0; i < 2; i++)
            (await shop.Send(new CancelTransfer(shop.Till(), other, null))).Value.ShouldBe(other);
        (await shop.Send(new SendTransfer(shop.Till(), other, null))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();

        (await shop.Level(tea, shop.Leeds)).OnHand.ShouldBe(1);
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task What_is_promised_stays_and_nothing_goes_to_where_it_is()
    {
        var tea = await shop.Goods(leeds: 5);
        await shop.TryHold((tea, 3));
        (await Send(tea, 3, shop.York)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OutOfStock>().Available.ShouldBe(2);
        (await Send(tea, 2, shop.Leeds)).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        (await Send(tea, 2, new LocationId(Guid.NewGuid()))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<NotFound>();
        (await Send(tea, 2, shop.York)).IsRefused.ShouldBeFalse();
        await shop.TheBooksAreRight();
    }

    [Fact]
    public async Task Transfers_are_listed_by_place_and_by_how_they_stand()
    {
        await using var other = new StockShop();
        await other.InitializeAsync();
        var tea = await other.Goods(leeds: 9, york: 9);
        var till = other.Till();
        foreach (var (from, to, send) in new[] { (other.Leeds, other.York, true), (other.York, other.Kiosk, false), (other.Leeds, other.Kiosk, true) })
            (await other.Send(new TransferStock(till, from, to, [new(tea, 1)], send, null, null))).IsRefused.ShouldBeFalse();
        var list = other.Services.GetRequiredService<ReadTransfers>();

        (await list.PageAsync(other.Leeds, null, PageRequest.Of(null, null), Token)).Edges.Count.ShouldBe(2);
        (await list.PageAsync(null, TransferStatus.Draft, PageRequest.Of(null, null), Token)).Edges.Count.ShouldBe(1);
        var first = await list.PageAsync(null, null, PageRequest.Of(2, null), Token);
        first.PageInfo.HasNextPage.ShouldBeTrue();
        var rest = await list.PageAsync(null, null, PageRequest.Of(2, first.PageInfo.EndCursor), Token);
        rest.Edges.ShouldHaveSingleItem().Node.ToId.ShouldBe(other.York);
    }

    [Fact]
    public async Task A_transfer_that_left_no_movement_is_found_by_the_recount()
    {
        await using var other = new StockShop { AreTheBooksSpoilt = true };
        await other.InitializeAsync();
        var tea = await other.Goods(leeds: 9);
        var transfer = StockTransfer.Draft(NewId.Of<TransferId>(other.Clock), other.Leeds, other.York, [new(tea, 1)], null, other.Clock.Now);
        transfer.Send(other.Clock.Now);
        await other.InDatabase(db =>
        {
            db.Add(transfer);
            return db.SaveChangesAsync();
        });
        (await other.WrongInTheBooks()).ShouldHaveSingleItem().ShouldContain("0 and 0 by its movements");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadTransfers Transfers => shop.Services.GetRequiredService<ReadTransfers>();

    private Task<Result<TransferId>> Send(VariantId variant, int quantity, LocationId to) =>
        shop.Send(new TransferStock(shop.Till(), null, to, [new(variant, quantity)], Send: true, null, null));

    private async Task<int> InTransit(VariantId variant) => (await Transfers.InTransitAsync([variant], Token)).Values.Sum();
}
