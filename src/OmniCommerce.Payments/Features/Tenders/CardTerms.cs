using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;

namespace OmniCommerce.Payments.Features;

/// <summary>A card in the shopper's own device: the payment provider knows it.</summary>
internal sealed class CardTerms : ITenderTerms
{
    public TenderKind Kind => TenderKind.Card;

    public Task<Result<TenderOffer>> CheckAsync(TenderOffer offer, string[] at, CancellationToken cancellationToken) => Task.FromResult<Result<TenderOffer>>(
        offer.ReturnUrl is { } url && !IsWayBack(url)
            ? new InvalidInput("A return URL begins with https and has at most 2000 characters.", [.. at, "card", "returnUrl"])
            : offer);

    private static bool IsWayBack(string url) =>
        url.Length <= OrderTender.MaxReturnUrlLength
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback));
}
