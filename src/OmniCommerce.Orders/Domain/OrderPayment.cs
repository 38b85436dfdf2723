using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>Where the payment of an order stands, by its tenders.</summary>
internal static class OrderPayment
{
    public static PaymentStatus StatusOf(IReadOnlyCollection<Tender> tenders)
    {
        // An order that costs nothing is paid.
        if (tenders.Count == 0)
            return PaymentStatus.Paid;
        if (tenders.Any(tender => tender.Status == PaymentStatus.Pending))
            return PaymentStatus.Pending;

        // What was let go, because nothing was left for it to pay, says nothing about the others.
        var standing = tenders.Where(tender => tender.Status != PaymentStatus.Failed).ToList();
        if (standing.Count == 0)
            return PaymentStatus.Failed;
        if (standing.Exists(tender => tender.Status == PaymentStatus.Authorized))
            return PaymentStatus.Authorized;
        if (standing.TrueForAll(tender => tender.Status == PaymentStatus.Refunded))
            return PaymentStatus.Refunded;
        return standing.TrueForAll(tender => tender.Status == PaymentStatus.Paid) ? PaymentStatus.Paid : PaymentStatus.PartiallyRefunded;
    }
}
