using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Features;

/// <summary>Notes and coins. They come back as change, see <see cref="Domain.TenderPlan"/>.</summary>
internal sealed class CashTerms : ITenderTerms
{
    public TenderKind Kind => TenderKind.Cash;

    public bool IsForTills => true;
}
