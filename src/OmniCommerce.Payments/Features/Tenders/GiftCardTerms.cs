using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

/// <summary>A gift card. Its code is kept as it was issued, so that the same card is the same text from here on.</summary>
internal sealed class GiftCardTerms(CommerceDbContext db) : ITenderTerms
{
    public TenderKind Kind => TenderKind.GiftCard;

    public async Task<Result<TenderOffer>> CheckAsync(TenderOffer offer, string[] at, CancellationToken cancellationToken)
    {
        var code = GiftCard.Normalize(offer.Code ?? "");
        var issued = await db.Set<GiftCard>().Where(card => card.NormalizedCode == code).Select(card => card.Code).SingleOrDefaultAsync(cancellationToken);
        return issued is null ? new InvalidInput("There is no gift card with this code.", [.. at, "giftCard", "code"]) : offer with { Code = issued };
    }
}
