using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

/// <summary>A card at a till's reader, which the shop must know.</summary>
internal sealed class CardPresentTerms(CommerceDbContext db) : ITenderTerms
{
    public TenderKind Kind => TenderKind.CardPresent;

    public bool IsForTills => true;

    public async Task<Result<TenderOffer>> CheckAsync(TenderOffer offer, string[] at, CancellationToken cancellationToken) =>
        await db.Set<CardReader>().AnyAsync(reader => reader.Id == offer.ReaderId, cancellationToken)
            ? offer
            : new InvalidInput("There is no such card reader.", [.. at, "terminal", "readerId"]);
}
