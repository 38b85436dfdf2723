using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Features;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using static OmniCommerce.IntegrationTests.Payments.PaymentsFixture;

namespace OmniCommerce.IntegrationTests.Payments;

public sealed class TenderTests(PaymentsFixture shop) : IClassFixture<PaymentsFixture>
{
    [Fact]
    public async Task A_card_is_promised_then_taken_then_given_back()
    {
        var order = await Authorized(1990, Card());
        (await shop.AtTheProvider(order)).ShouldBe((1990, 0, 0));

        await Capture(order);
        (await StatusOf(order)).ShouldBe(PaymentStatus.Paid);

        var shares = (await shop.Send(new OpenRefunds(order, Pounds(500), Pounds(1490), "return:1"))).Value;
        shares.ShouldHaveSingleItem().Amount.ShouldBe(Pounds(500));
        (await shop.Send(new SendRefunds(order))).IsRefused.ShouldBeFalse();
        (await StatusOf(order)).ShouldBe(PaymentStatus.PartiallyRefunded);
        (await shop.AtTheProvider(order)).ShouldBe((0, 1990, 500));

        await shop.Send(new OpenRefunds(order, Pounds(1490), Pounds(0), "return:2"));
        await shop.Send(new SendRefunds(order));
        (await StatusOf(order)).ShouldBe(PaymentStatus.Refunded);
        (await shop.AtTheProvider(order)).ShouldBe((0, 1990, 1990));
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds")]
    [InlineData("pm_card_authenticationRequired", "authentication_required")]
    public async Task A_declined_card_says_why_however_often_it_is_asked(string method, string reason)
    {
        var order = await Open(1000, Card(method: method));

        for (var i = 0; i < 2; i++)
            (await shop.Send(new AuthorizeTenders(order))).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined(reason));
        (await StatusOf(order)).ShouldBe(PaymentStatus.Failed);
    }

    [Fact]
    public async Task A_payment_method_that_does_not_exist_is_wrong_input()
    {
        var order = await Open(1000, Card(method: "pm_nonsense"));

        var refusal = (await shop.Send(new AuthorizeTenders(order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        refusal.Path.ShouldBe(["tenders", "0", "card", "paymentMethod"]);
    }

    [Fact]
    public async Task A_reader_does_what_it_is_said_to_do()
    {
        var location = NewId.Of<LocationId>(shop.Clock);
        var approving = (await shop.Send(new SaveReader(location, "Till 1", ReaderBehaviour.Approves))).Value;
        var declining = (await shop.Send(new SaveReader(location, "Till 2", ReaderBehaviour.Declines))).Value;
        (await shop.Send(new SaveReader(location, "Till 1", ReaderBehaviour.Approves))).Value.ShouldBe(approving);
        (await shop.Send(new ReadersAt([location])))[location].Select(reader => reader.Label).ShouldBe(["Till 1", "Till 2"]);

        var good = await Open(1000, new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = approving });
        (await shop.Send(new AuthorizeTenders(good))).IsRefused.ShouldBeFalse();
        var bad = await Open(1000, new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = declining });
        (await shop.Send(new AuthorizeTenders(bad))).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined("card_declined"));
        (await shop.Send(new OpenTenders(shop.NewOrder(), Pounds(1000), [new TenderOffer { Kind = TenderKind.CardPresent, ReaderId = NewId.Of<ReaderId>(shop.Clock) }], AtTill: true)))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Theory]
    [InlineData(TenderKind.Cash)]
    [InlineData(TenderKind.CardPresent)]
    public async Task Only_a_till_takes_notes_and_what_is_held_to_a_reader(TenderKind kind)
    {
        var reader = (await shop.Send(new SaveReader(NewId.Of<LocationId>(shop.Clock), "Till 1", ReaderBehaviour.Approves))).Value;
        var offer = new TenderOffer { Kind = kind, Amount = Pounds(1000), ReaderId = kind == TenderKind.CardPresent ? reader : null };

        var refusal = (await shop.Send(new OpenTenders(shop.NewOrder(), Pounds(1000), [offer]))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
        refusal.Path.ShouldBe(["tenders", "0"]);
        (await shop.Send(new OpenTenders(shop.NewOrder(), Pounds(1000), [offer], AtTill: true))).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task No_points_pay_nothing(int points) =>
        (await shop.Send(new OpenTenders(shop.NewOrder(), Pounds(1000), [new TenderOffer { Kind = TenderKind.Points, Points = points, Amount = Pounds(points) }, Card()])))
            .Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Message.ShouldBe("Pay with at least one point.");

    [Fact]
    public void Every_kind_of_tender_has_its_terms_once() =>
        new ServiceCollection().AddTenderTerms().AddSingleton<CommerceDbContext>(_ => null!).BuildServiceProvider()
            .GetServices<ITenderTerms>().Select(terms => terms.Kind).ShouldBe(Enum.GetValues<TenderKind>(), ignoreOrder: true);

    [Fact]
    public async Task Asking_fifty_times_at_once_promises_once()
    {
        var order = await Open(1000, Card());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Send(new AuthorizeTenders(order))));

        // Stripe answers 409 while the same request is under way: whoever asks then knows nothing yet, and is told when asking again.
        answers.SelectMany(answer => answer.IsRefused ? answer.Refusals : []).ShouldAllBe(refusal => refusal is PaymentUnresolved);
        (await shop.Send(new AuthorizeTenders(order))).IsRefused.ShouldBeFalse();
        (await StatusOf(order)).ShouldBe(PaymentStatus.Authorized);
        (await shop.AtTheProvider(order)).ShouldBe((1000, 0, 0));
    }

    [Fact]
    public async Task An_authorisation_whose_answer_was_lost_is_found_again()
    {
        var order = await Open(1000, Card());
        shop.Network.AnswersToLose = 1;

        (await shop.Send(new AuthorizeTenders(order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();
        (await StatusOf(order)).ShouldBe(PaymentStatus.Pending);

        (await shop.Send(new ResolveTenders(order))).IsRefused.ShouldBeFalse();
        (await StatusOf(order)).ShouldBe(PaymentStatus.Authorized);
        (await shop.AtTheProvider(order)).ShouldBe((1000, 0, 0));
    }

    [Fact]
    public async Task Asking_again_after_an_answer_was_lost_promises_once()
    {
        var order = await Open(1000, Card());
        shop.Network.AnswersToLose = 1;
        (await shop.Send(new AuthorizeTenders(order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();

        (await shop.Send(new AuthorizeTenders(order))).IsRefused.ShouldBeFalse();

        (await StatusOf(order)).ShouldBe(PaymentStatus.Authorized);
        (await shop.AtTheProvider(order)).ShouldBe((1000, 0, 0));
    }

    [Fact]
    public async Task What_never_arrived_is_pending_still()
    {
        var order = await Open(1000, Card());

        (await shop.Send(new ResolveTenders(order))).IsRefused.ShouldBeFalse();

        (await StatusOf(order)).ShouldBe(PaymentStatus.Pending);
    }

    [Fact]
    public async Task A_payment_is_not_asked_for_again_when_the_provider_may_have_forgotten_its_key()
    {
        var order = shop.NewOrder();
        await shop.Send(new OpenTenders(order, Pounds(1000), [Card()]));
        shop.Clock.Advance(TimeSpan.FromDays(2));

        (await shop.Send(new AuthorizeTenders(order))).Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentDeclined(PaymentDeclined.NotCompleted));

        (await shop.PaymentsAtTheProvider(order)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_capture_is_settled_by_the_job()
    {
        var order = await Authorized(1000, Card());
        await shop.Send(new TakeTenders(order, Pounds(1000)));
        shop.Network.AnswersToLose = 1;
        (await shop.Send(new CaptureTenders(order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();

        await shop.SettlePayments();

        (await StatusOf(order)).ShouldBe(PaymentStatus.Paid);
        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_paid_once()
    {
        var order = await Authorized(1000, Card());
        await Capture(order);
        await shop.Send(new OpenRefunds(order, Pounds(300), Pounds(700), "return:1"));
        shop.Network.AnswersToLose = 1;
        (await shop.Send(new SendRefunds(order))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<PaymentUnresolved>();

        await shop.SettlePayments();
        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 300));
    }

    [Fact]
    public async Task A_refund_of_money_that_is_being_taken_waits_until_it_is()
    {
        var order = await Authorized(1000, Card());
        await shop.Send(new TakeTenders(order, Pounds(1000)));

        await shop.Send(new OpenRefunds(order, Pounds(400), Pounds(600), "return:1"));
        shop.Network.AnswersToLose = 1;
        (await shop.Send(new SendRefunds(order))).IsRefused.ShouldBeTrue();
        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 0));

        await shop.SettlePayments();
        (await shop.AtTheProvider(order)).ShouldBe((0, 1000, 400));
    }

    [Fact]
    public async Task An_authorisation_shrinks_and_what_is_left_of_it_is_taken()
    {
        var order = await Authorized(1000, Card());

        await shop.Send(new OpenRefunds(order, Pounds(400), Pounds(0), "cancel:1"));
        await Capture(order);

        (await StatusOf(order)).ShouldBe(PaymentStatus.Paid);
        (await shop.AtTheProvider(order)).ShouldBe((0, 600, 0));
        (await shop.Send(new OpenRefunds(order, Pounds(601), Pounds(0), "return:1"))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task An_authorisation_that_shrinks_to_nothing_is_cancelled()
    {
        var order = await Authorized(1000, Card());

        await shop.Send(new OpenRefunds(order, Pounds(1000), Pounds(0), "cancel:1"));
        await shop.Send(new SendRefunds(order));

        (await StatusOf(order)).ShouldBe(PaymentStatus.Failed);
        (await shop.AtTheProvider(order)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_dropped_order_leaves_no_promise_behind()
    {
        var order = await Authorized(1000, Card(400), Card(600, "pm_card_mastercard"));
        await shop.Send(new DropTenders(order));
        shop.Network.AnswersToLose = 1;
        await shop.Send(new VoidTenders(order));

        await shop.SettlePayments();

        (await shop.TendersOf(order)).ShouldAllBe(tender => tender.Status == PaymentStatus.Failed);
        (await shop.AtTheProvider(order)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task What_the_provider_said_is_written_down_once_however_often_it_is()
    {
        var order = await Open(1000, Card());
        var tender = (await shop.TendersOf(order)).Single().Id;
        await shop.Send(new RecordIntent(tender, "pi_first"));
        await shop.Send(new RecordIntent(tender, "pi_second"));
        (await shop.InDatabase(db => db.Set<OrderTender>().SingleAsync(one => one.Id == tender))).IntentId.ShouldBe("pi_first");

        await shop.Send(new DropTenders(order));
        foreach (var _ in Enumerable.Range(0, 2))
            await shop.Send(new RecordVoid(tender));

        (await StatusOf(order)).ShouldBe(PaymentStatus.Failed);
    }

    [Fact]
    public async Task A_promise_that_comes_after_its_tender_was_dropped_is_cancelled()
    {
        var order = await Open(1000, Card());
        var tender = (await shop.TendersOf(order)).Single();
        await shop.Send(new DropTenders(order));
        await shop.Send(new VoidTenders(order)); // Finds nothing to let go.

        var request = new AuthorizationRequest(new($"order:{order}:tender:0", null, shop.Clock.Now), order, Pounds(1000)) { PaymentMethod = "pm_card_visa" };
        var late = await shop.Network.AuthorizeAsync(request, TestContext.Current.CancellationToken);
        await shop.Send(new OmniCommerce.Payments.Features.RecordAuthorization(tender.Id, late));
        await shop.SettlePayments();

        (await shop.AtTheProvider(order)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_refund_goes_to_every_tender_in_proportion_and_exactly()
    {
        var order = await Authorized(1000, Card(333), new TenderOffer { Kind = TenderKind.Points, Points = 200, Amount = Pounds(200) }, Cash(500));
        await Capture(order);

        var shares = (await shop.Send(new OpenRefunds(order, Pounds(100), Pounds(900), "return:1"))).Value;

        shares.Select(share => (share.Kind, share.Amount.MinorUnits, share.Points))
            .ShouldBe([(TenderKind.Card, 33, null), (TenderKind.Points, 20, 20), (TenderKind.Cash, 47, null)]);
        var rest = (await shop.Send(new OpenRefunds(order, Pounds(900), Pounds(0), "return:2"))).Value;
        rest.Sum(share => share.Points ?? 0).ShouldBe(180);
        (await shop.TendersOf(order)).ShouldAllBe(tender => tender.Refunded == tender.Amount);
    }

    [Fact]
    public async Task The_same_reference_gives_back_once()
    {
        var order = await Authorized(1000, Cash(1000));
        await Capture(order);

        var first = (await shop.Send(new OpenRefunds(order, Pounds(300), Pounds(700), "return:1"))).Value;
        var second = (await shop.Send(new OpenRefunds(order, Pounds(300), Pounds(700), "return:1"))).Value;

        second.ShouldBe(first);
        (await shop.TendersOf(order)).Single().Refunded.ShouldBe(Pounds(300));
    }

    [Fact]
    public async Task Fifty_refunds_at_once_never_give_back_more_than_was_taken()
    {
        var order = await Authorized(1000, Card(600), Cash(400));
        await Capture(order);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => shop.Send(new OpenRefunds(order, Pounds(300), Pounds(0), $"return:{i}"))));
        await shop.Send(new SendRefunds(order));

        answers.Count(answer => !answer.IsRefused).ShouldBe(3);
        (await shop.TendersOf(order)).Sum(tender => tender.Refunded.MinorUnits).ShouldBe(900);
        var events = await shop.InDatabase(db => db.Set<PaymentEvent>()
            .Where(happened => happened.Kind == PaymentEventKind.RefundOpened && db.Set<OrderTender>().Any(t => t.Id == happened.TenderId && t.OrderId == order))
            .SumAsync(happened => happened.Amount));
        events.ShouldBe(900);
    }

    [Fact]
    public async Task A_card_that_would_pay_less_than_cards_pay_is_refused_before_anybody_is_asked()
    {
        var order = shop.NewOrder();
        var calls = shop.Network.Calls;

        var refused = await shop.Send(new OpenTenders(order, Pounds(1000), [Card(971), Card(method: "pm_card_mastercard")]));

        refused.Refusals.ShouldHaveSingleItem().ShouldBe(new PaymentTooSmall(TenderKind.Card, Pounds(29), Pounds(30)));
        shop.Network.Calls.ShouldBe(calls);
        (await shop.Send(new OpenTenders(order, Pounds(1000), [Card(970), Card(method: "pm_card_mastercard")]))).IsRefused.ShouldBeFalse();
        (await shop.Send(new AuthorizeTenders(order))).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("amount_too_large", "more than a card can pay")]
    [InlineData("payment_intent_incompatible_payment_method", "cannot be used here")]
    [InlineData("parameter_invalid_integer", "the card is not at fault")]
    [InlineData("insufficient_funds", "not enough funds")]
    [InlineData("lost_card", "The card was declined")]
    [InlineData("currency_not_supported", "The card was declined")]
    public void What_is_not_the_cards_fault_is_not_told_as_if_it_were(string reason, string told) => new PaymentDeclined(reason).Message.ShouldContain(told);

    private async Task<OrderId> Open(long pence, params TenderOffer[] offers)
    {
        var order = shop.NewOrder();
        (await shop.Send(new OpenTenders(order, Pounds(pence), offers, AtTill: true))).IsRefused.ShouldBeFalse();
        return order;
    }

    private async Task<OrderId> Authorized(long pence, params TenderOffer[] offers)
    {
        var order = await Open(pence, offers);
        (await shop.Send(new AuthorizeTenders(order))).IsRefused.ShouldBeFalse();
        return order;
    }

    private async Task Capture(OrderId order)
    {
        await shop.Send(new TakeTenders(order, Pounds((await shop.TendersOf(order)).Sum(tender => tender.Books.Left))));
        (await shop.Send(new CaptureTenders(order))).IsRefused.ShouldBeFalse();
    }

    private async Task<PaymentStatus> StatusOf(OrderId order) => (await shop.TendersOf(order)).ShouldHaveSingleItem().Status;
}
