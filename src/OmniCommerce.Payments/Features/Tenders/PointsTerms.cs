using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Features;

/// <summary>Loyalty points, at the value that was put on them.</summary>
internal sealed class PointsTerms : ITenderTerms
{
    public TenderKind Kind => TenderKind.Points;

    public Task<Result<TenderOffer>> CheckAsync(TenderOffer offer, string[] at, CancellationToken cancellationToken) => Task.FromResult<Result<TenderOffer>>(
        offer.Points > 0 ? offer : new InvalidInput("Pay with at least one point.", at));
}
