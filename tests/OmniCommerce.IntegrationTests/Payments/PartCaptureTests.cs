using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Stripe;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Payments;

/// <summary>A promise that is taken in parts, as goods leave.</summary>
public sealed class PartCaptureTests(PaymentsFixture shop) : IClassFixture<PaymentsFixture>
{
    [Fact]
    public async Task Each_part_is_taken_when_it_is_due_and_the_rest_stays_promised()
    {
        var order = await Authorized(1000, Card());

        await Due(order, 300);
        (await shop.AtTheProvider(order)).ShouldBe((700, 300, 0));
        (await StatusOf(order)).ShouldBe(PaymentStatus.Authorized);
        await Due(order, 300);
        await Due(order, 801);
        (await shop.AtTheProvider(order)).ShouldBe((199, 801, 0));
        await Due(order, 1000);

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));
        (await StatusOf(order)).ShouldBe(PaymentStatus.Paid);
        (await HappenedTo(order)).ShouldBe(
            [
                (PaymentEventKind.Opened, 1000), (PaymentEventKind.Authorized, 1000),
                (PaymentEventKind.CaptureOpened, 300), (PaymentEventKind.Captured, 300),
                (PaymentEventKind.CaptureOpened, 501), (PaymentEventKind.Captured, 501),
                (PaymentEventKind.CaptureOpened, 199), (PaymentEventKind.Captured, 199),
            ]);
    }

    [Fact]
    public async Task A_part_whose_answer_was_lost_is_taken_once_though_more_came_to_be_due_meanwhile()
    {
        var order = await Authorized(1000, Card());
        await shop.Send(new TakeTenders(order, Pounds(300)));
        shop.Network.AnswersToLose = 1;
        (await shop.Send(new CaptureTenders(order))).IsRefused.ShouldBeTrue();
        await shop.Send(new TakeTenders(order, Pounds(700)));

        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((300, 700, 0));
        (await shop.TendersOf(order)).Single().Captured.ShouldBe(Pounds(700));
    }

    [Fact]
    public async Task A_part_whose_answer_was_lost_for_longer_than_keys_last_is_taken_once()
    {
        var order = await Authorized(1000, Card());
        await shop.Send(new TakeTenders(order, Pounds(300)));
        shop.Network.AnswersToLose = 1;
        await shop.Send(new CaptureTenders(order));
        shop.Clock.Advance(TimeSpan.FromHours(25));

        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((700, 300, 0));
    }

    [Fact]
    public async Task The_providers_word_and_the_answer_confirm_a_part_once()
    {
        var order = await Authorized(1000, Card());
        await shop.Send(new TakeTenders(order, Pounds(300)));
        shop.Network.AnswersToLose = 1;
        await shop.Send(new CaptureTenders(order));
        await shop.Send(new TakeTenders(order, Pounds(600)));
        foreach (var happened in await shop.EventsOf(order))
            await shop.Tell(happened);
        (await shop.TendersOf(order)).Single().Captured.ShouldBe(Pounds(300));

        var tender = (await shop.TendersOf(order)).Single().Id;
        await shop.Send(new OmniCommerce.Payments.Features.RecordCapture(tender, 1, GatewayAnswer.Succeeded("pi_late")));
        (await shop.TendersOf(order)).Single().Captured.ShouldBe(Pounds(300));

        await shop.Send(new CaptureTenders(order));
        (await shop.AtTheProvider(order)).ShouldBe((400, 600, 0));
        (await shop.EventsOf(order)).Select(happened => happened.Type).ShouldBe(
            [
                "payment_intent.created", "charge.succeeded", "payment_intent.amount_capturable_updated",
                "charge.captured", "payment_intent.amount_capturable_updated", "charge.captured", "payment_intent.amount_capturable_updated",
            ]);
    }

    [Fact]
    public async Task What_is_not_due_any_more_is_let_go_after_the_last_part_and_nothing_of_it_is_refunded()
    {
        var order = await Authorized(1000, Card());
        await Due(order, 600);

        await GiveBack(order, 400, due: 600);

        (await shop.AtTheProvider(order)).ShouldBe((0, 600, 0));
        var tender = (await shop.TendersOf(order)).Single();
        (tender.Status, tender.Released, tender.Refunded).ShouldBe((PaymentStatus.Paid, Pounds(400), Pounds(0)));
        (await shop.PaymentsAtTheProvider(order)).Single().Status.ShouldBe(PaymentIntentStatus.Canceled);
    }

    [Fact]
    public async Task What_is_called_off_while_a_part_is_taken_is_let_go_once_that_is_known()
    {
        var order = await Authorized(1000, Card());
        await shop.Send(new TakeTenders(order, Pounds(600)));
        shop.Network.AnswersToLose = 1;
        await shop.Send(new CaptureTenders(order));
        await shop.Send(new OpenRefunds(order, Pounds(400), Pounds(600), "cancel:1"));

        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((0, 600, 0));
        (await StatusOf(order)).ShouldBe(PaymentStatus.Paid);
    }

    [Fact]
    public async Task Of_what_goes_back_only_what_was_taken_is_refunded()
    {
        var order = await Authorized(1000, Card());
        await Due(order, 600);

        await GiveBack(order, 500, due: 250);

        (await shop.AtTheProvider(order)).ShouldBe((400, 600, 350));
        var tender = (await shop.TendersOf(order)).Single();
        (tender.Released, tender.Refunded).ShouldBe((Pounds(150), Pounds(350)));
        await Due(order, 500);
        (await shop.AtTheProvider(order)).ShouldBe((0, 850, 350));
    }

    [Fact]
    public async Task Several_tenders_pay_what_is_due_in_proportion_and_the_last_part_exactly()
    {
        var order = await Authorized(1000, Card(333), Card(333, "pm_card_mastercard"), Cash(334));

        await Due(order, 500);
        (await Captured(order)).ShouldBe([166, 166, 334]);
        await Due(order, 1000);

        (await Captured(order)).ShouldBe([333, 333, 334]);
    }

    [Theory]
    [InlineData("pm_card_jcb")]
    [InlineData("pm_card_unionpay")]
    public async Task A_card_that_does_not_allow_parts_is_taken_whole_with_the_first(string card)
    {
        var order = await Authorized(1000, Card(method: card));

        await Due(order, 300);

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));
        await GiveBack(order, 700, due: 300);
        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 700));
    }

    [Fact]
    public async Task A_part_that_the_provider_refuses_leaves_what_was_taken_before()
    {
        var order = await Authorized(1000, Card());
        await Due(order, 300);
        await shop.Stripe.PaymentIntents.CancelAsync((await shop.PaymentsAtTheProvider(order)).Single().Id, new(), new IdempotencyKey($"cancel:{order}"));

        await Due(order, 700);

        var tender = (await shop.TendersOf(order)).Single();
        (tender.Status, tender.Captured).ShouldBe((PaymentStatus.Failed, Pounds(300)));
        await GiveBack(order, 300, due: 0);
        (await shop.AtTheProvider(order)).ShouldBe((0, 300, 300));
    }

    [Fact]
    public async Task Fifty_parts_are_taken_at_most()
    {
        var order = await Authorized(1000, Card());
        for (var part = 1; part < 50; part++)
            await Due(order, part);
        (await shop.AtTheProvider(order)).ShouldBe((951, 49, 0));

        await Due(order, 50);

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));
    }

    private async Task<OrderId> Authorized(long pence, params TenderOffer[] offers)
    {
        var order = shop.NewOrder();
        (await shop.Send(new OpenTenders(order, Pounds(pence), offers, AtTill: true))).IsRefused.ShouldBeFalse();
        (await shop.Send(new AuthorizeTenders(order))).IsRefused.ShouldBeFalse();
        return order;
    }

    private async Task Due(OrderId order, long pence)
    {
        await shop.Send(new TakeTenders(order, Pounds(pence)));
        (await shop.Send(new SendRefunds(order))).IsRefused.ShouldBeFalse();
    }

    private async Task GiveBack(OrderId order, long pence, long due)
    {
        (await shop.Send(new OpenRefunds(order, Pounds(pence), Pounds(due), $"return:{Guid.NewGuid()}"))).IsRefused.ShouldBeFalse();
        (await shop.Send(new SendRefunds(order))).IsRefused.ShouldBeFalse();
    }

    private async Task<PaymentStatus> StatusOf(OrderId order) => (await shop.TendersOf(order)).ShouldHaveSingleItem().Status;

    private async Task<long[]> Captured(OrderId order) => [.. (await shop.TendersOf(order)).Select(tender => tender.Captured.MinorUnits)];

    private Task<List<(PaymentEventKind, long)>> HappenedTo(OrderId order) => shop.InDatabase(async db =>
        (await db.Set<OrderTender>().Include(tender => tender.Events).SingleAsync(tender => tender.OrderId == order)).Events
            .OrderBy(happened => happened.Number).Select(happened => (happened.Kind, happened.Amount)).ToList());
}
