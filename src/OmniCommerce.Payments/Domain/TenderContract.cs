using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <summary>By what the provider's promise was made.</summary>
/// <param name="InParts">Whether the promise can be taken in several parts.</param>
/// <param name="Brand">The card's brand; null where there is no card, or none is known.</param>
/// <param name="Last4">Its last four digits.</param>
/// <param name="Wallet">The wallet that it was in.</param>
/// <param name="Until">Until when it can be taken.</param>
internal sealed record PromisedBy(bool InParts, string? Brand, string? Last4, Wallet? Wallet, DateTimeOffset? Until);

internal static class TenderContract
{
    /// <summary>Why nothing is given back of a tender that the shopper's bank has taken back.</summary>
    public static PaymentIsDisputed RefuseDisputed(this OrderTender tender) => new(tender.Kind, new Money(tender.ChargedBack, tender.Currency));

    /// <summary>The tender as others see it.</summary>
    public static Tender ToContract(this OrderTender tender)
    {
        var currency = tender.Currency;
        return new Tender
        {
            Id = tender.Id,
            OrderId = tender.OrderId,
            Kind = tender.Kind,
            Amount = new Money(tender.Amount, currency),
            Status = tender.Status,
            Change = tender.Change is { } change ? new Money(change, currency) : null,
            Captured = new Money(tender.Confirmed, currency),
            Refunded = new Money(tender.Refunded, currency),
            Card = tender.CardBrand is null && tender.Wallet is null ? null : new PaidCard(tender.CardBrand, tender.CardLast4, tender.Wallet),
            Released = new Money(tender.Released, currency),
            Carried = new Money(tender.Carried, currency),
            ChargedBack = new Money(tender.ChargedBack, currency),
            Dispute = tender.Dispute,
            Promise = tender.Promise,
            Points = tender.Points,
            GiftCardCode = tender.GiftCardCode,
            Books = new TenderBooks(tender.Left, tender.Taken, tender.NeedsProvider && tender.InParts),
        };
    }
}
