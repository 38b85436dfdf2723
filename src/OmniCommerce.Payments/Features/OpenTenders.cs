using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class OpenTendersHandler(CommerceDbContext db, IEnumerable<ITenderTerms> terms, TimeProvider clock) : IRequestHandler<OpenTenders, Result<IReadOnlyList<Tender>>>
{
    public async Task<Result<IReadOnlyList<Tender>>> Handle(OpenTenders command, CancellationToken cancellationToken)
    {
        if (command.CustomerId is null && command.Offers.Any(offer => offer.SavesCard))
            return InvalidInput.At("tenders", "A card is saved for a customer. Sign in first.");
        if (!(await CheckAsync(command, cancellationToken)).Try(out var offers, out var refusals))
            return new(refusals);
        if (!TenderPlan.Of(command.Total, offers).Try(out var planned, out refusals))
            return new(refusals);

        var now = clock.GetUtcNow();
        var tenders = planned.Select((plan, position) => OrderTender.Open(NewId.Of<TenderId>(clock), command.OrderId, position, plan, command.CustomerId, now)).ToList();
        if (LeastCharges.Of(command.Total.Currency) is { } least && tenders.Find(tender => tender.NeedsProvider && tender.Amount < least.MinorUnits) is { } small)
            return new PaymentTooSmall(small.Kind, new Money(small.Amount, small.Currency), least);

        db.AddRange(tenders);
        return new(tenders.ConvertAll(tender => tender.ToContract()));
    }

    private async Task<Result<IReadOnlyList<TenderOffer>>> CheckAsync(OpenTenders command, CancellationToken cancellationToken)
    {
        var known = new List<TenderOffer>(command.Offers.Count);
        foreach (var (i, offer) in command.Offers.Index())
        {
            string[] at = ["tenders", $"{i}"];
            var its = terms.Single(one => one.Kind == offer.Kind);
            if (its.IsForTills && !command.AtTill)
                return new InvalidInput("Cash and card readers are for tills. Pay by card, gift card or points.", at);
            if (!(await its.CheckAsync(offer, at, cancellationToken)).Try(out var kept, out var refusals))
                return new(refusals);
            known.Add(kept);
        }

        return new(known);
    }
}
