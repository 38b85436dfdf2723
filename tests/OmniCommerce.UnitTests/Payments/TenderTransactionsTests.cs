using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.UnitTests.Payments;

public sealed class TenderTransactionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_release_says_how_much_is_let_go_while_the_provider_has_not_answered()
    {
        var plan = new PlannedTender(new TenderOffer { Kind = TenderKind.Card, PaymentMethod = "pm_card_visa" }, new Money(1000, Currency.Of("GBP")), null);
        var tender = OrderTender.Open(new TenderId(Guid.NewGuid()), new OrderId(Guid.NewGuid()), 0, plan, null, Now);
        tender.Authorize("pi_1", null, Now);

        tender.Drop(Now);

        Releases(tender).ShouldBe([(1000, TransactionState.Pending)]);
        tender.ConfirmVoid(Now);
        Releases(tender).ShouldBe([(1000, TransactionState.Done)]);
    }

    private static List<(long Amount, TransactionState State)> Releases(OrderTender tender) =>
    [
        .. TenderTransactions.Of(tender, tender.Events)
            .Where(transaction => transaction.Kind == TransactionKind.Release)
            .Select(transaction => (transaction.Amount.MinorUnits, transaction.State)),
    ];
}
