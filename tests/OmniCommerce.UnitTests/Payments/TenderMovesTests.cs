using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.UnitTests.Payments;

public sealed class TenderMovesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("declined", "authorise")]
    [InlineData("authorised", "authorise")]
    [InlineData("authorised", "decline")]
    [InlineData("dropped", "authorise")]
    [InlineData("dropped", "decline")]
    [InlineData("pending", "confirm the void")]
    [InlineData("declined", "confirm the void")]
    public void What_is_no_move_is_a_bug_and_changes_nothing(string state, string move)
    {
        var tender = Card(state);
        var before = (tender.State, tender.Version, tender.Authorized);

        Should.Throw<InvalidOperationException>(() => Do(tender, move));

        (tender.State, tender.Version, tender.Authorized).ShouldBe(before);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void No_more_pays_for_another_order_than_is_taken(long share, bool isBug)
    {
        var tender = Card("authorised");
        tender.TakeDue(1000, Now);
        Should.Throw<InvalidOperationException>(() => tender.Carry(1, "exchange:early", Now));
        tender.ConfirmCapture(Now);

        var carry = () => tender.Carry(share, "exchange:1", Now);

        if (isBug)
            carry.ShouldThrow<InvalidOperationException>();
        else
            carry.ShouldNotThrow();
        tender.Carried.ShouldBe(isBug ? 0 : share);
    }

    private static OrderTender Card(string state)
    {
        var plan = new PlannedTender(new TenderOffer { Kind = TenderKind.Card, PaymentMethod = "pm_card_visa" }, new Money(1000, Currency.Of("GBP")), null);
        var tender = OrderTender.Open(new TenderId(Guid.NewGuid()), new OrderId(Guid.NewGuid()), 0, plan, null, Now);
        if (state != "pending")
            Do(tender, state switch { "declined" => "decline", "dropped" => "drop", _ => "authorise" });
        return tender;
    }

    private static void Do(OrderTender tender, string move)
    {
        if (move == "authorise")
            tender.Authorize("pi_1", null, Now);
        else if (move == "decline")
            tender.Decline("card_declined", "pi_1", Now);
        else if (move == "drop")
            tender.Drop(Now);
        else
            tender.ConfirmVoid(Now);
    }
}
