using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <summary>What an offered tender pays.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Amount">How much of the order it pays, more than nothing.</param>
/// <param name="Change">For cash: what is given back at once.</param>
internal sealed record PlannedTender(TenderOffer Offer, Money Amount, Money? Change);

/// <summary>Fits what is offered to what is due: amounts that sum to it exactly.</summary>
internal static class TenderPlan
{
    public static Result<IReadOnlyList<PlannedTender>> Of(Money due, IReadOnlyList<TenderOffer> offers)
    {
        if (Refuse(due, offers) is { } refusal)
            return refusal;

        var zero = Money.Zero(due.Currency);
        var named = offers.Where(offer => offer.Kind != TenderKind.Cash && offer.Amount is not null).Aggregate(zero, (sum, offer) => sum + offer.Amount!.Value);
        var cash = offers.SingleOrDefault(offer => offer.Kind == TenderKind.Cash);
        var handedOver = cash?.Amount ?? zero;
        if (named > due)
            return new TenderMismatch(due, named + handedOver);

        // Cash pays what the named amounts leave, as far as it goes; the change comes back. What is left then is for the tender without amount.
        var byCash = Money.Min(handedOver, due - named);
        var left = due - named - byCash;
        var takesTheRest = offers.Any(offer => offer.Amount is null);
        if ((!left.IsZero && !takesTheRest) || (cash is not null && byCash.IsZero && !handedOver.IsZero))
            return new TenderMismatch(due, named + handedOver);

        var planned = new List<PlannedTender>(offers.Count);
        foreach (var offer in offers)
        {
            var amount = offer == cash ? byCash : offer.Amount ?? left;
            if (!amount.IsZero)
                planned.Add(new PlannedTender(offer, amount, offer == cash ? handedOver - byCash : null));
        }

        return new(planned);
    }

    private static InvalidInput? Refuse(Money due, IReadOnlyList<TenderOffer> offers)
    {
        var withoutAmount = 0;
        var cash = 0;
        for (var i = 0; i < offers.Count; i++)
        {
            var offer = offers[i];
            if (offer.Amount is { } amount && amount.Currency != due.Currency)
                return At(i, $"The order is to be paid in {due.Currency}, not in {amount.Currency}.");
            if (offer.Amount is { MinorUnits: < 0 } || (offer.Amount is { IsZero: true } && !due.IsZero))
                return At(i, "An amount is more than nothing.");
            if (offer.Kind == TenderKind.Cash && (offer.Amount is null || ++cash > 1))
                return At(i, "Cash is handed over once, and how much is said.");
            if (offer.Amount is null && ++withoutAmount > 1)
                return At(i, "Only one tender may leave out its amount: it takes what is left to pay.");
        }

        return null;
    }

    private static InvalidInput At(int position, string reason) => new(reason, ["tenders", position.ToString()]);
}
