using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Features;

/// <summary>What goods of another order were paid with, when they are exchanged. No shopper offers it: the exchange does.</summary>
internal sealed class StoreCreditTerms : ITenderTerms
{
    public TenderKind Kind => TenderKind.StoreCredit;
}
