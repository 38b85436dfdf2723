using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class OpenTendersHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<OpenTenders, Result<IReadOnlyList<Tender>>>
{
    public async Task<Result<IReadOnlyList<Tender>>> Handle(OpenTenders command, CancellationToken cancellationToken)
    {
        if (command.CustomerId is null && command.Offers.Any(offer => offer.SavesCard))
            return InvalidInput.At("tenders", "A card is saved for a customer. Sign in first.");
        if (!(await WithKnownCodesAsync(command.Offers, cancellationToken)).Try(out var offers, out var refusals))
            return new(refusals);
        if (!TenderPlan.Of(command.Total, offers).Try(out var planned, out refusals))
            return new(refusals);

        var now = clock.GetUtcNow();
        var tenders = planned.Select((plan, position) => OrderTender.Open(NewId.Of<TenderId>(clock), command.OrderId, position, plan, command.CustomerId, now)).ToList();
        db.AddRange(tenders);
        return new(tenders.ConvertAll(tender => tender.ToContract()));
    }

    /// <summary>The offers with gift-card codes as they were issued, so that the same card is the same text from here on.</summary>
    private async Task<Result<IReadOnlyList<TenderOffer>>> WithKnownCodesAsync(IReadOnlyList<TenderOffer> offers, CancellationToken cancellationToken)
    {
        var known = new List<TenderOffer>(offers.Count);
        for (var i = 0; i < offers.Count; i++)
        {
            var offer = offers[i];
            if (offer.ReturnUrl is { } url && !IsWayBack(url))
                return new InvalidInput("A return URL begins with https and has at most 2000 characters.", ["tenders", $"{i}", "card", "returnUrl"]);
            if (offer.ReaderId is { } readerId && !await db.Set<CardReader>().AnyAsync(reader => reader.Id == readerId, cancellationToken))
                return new InvalidInput("There is no such card reader.", ["tenders", $"{i}", "terminal", "readerId"]);
            if (offer is { Kind: TenderKind.GiftCard, Code: { } code })
            {
                var normalized = GiftCard.Normalize(code);
                var issued = await db.Set<GiftCard>().Where(card => card.NormalizedCode == normalized).Select(card => card.Code).SingleOrDefaultAsync(cancellationToken);
                if (issued is null)
                    return new InvalidInput("There is no gift card with this code.", ["tenders", $"{i}", "giftCard", "code"]);
                offer = offer with { Code = issued };
            }

            known.Add(offer);
        }

        return new(known);
    }

    private static bool IsWayBack(string url) =>
        url.Length <= OrderTender.MaxReturnUrlLength
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback));
}
