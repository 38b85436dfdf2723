using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Features;

/// <summary>On what terms one kind of tender is taken. All else is the same for every kind: amounts, states, captures, refunds, the books.</summary>
internal interface ITenderTerms
{
    TenderKind Kind { get; }

    /// <summary>Whether only a till can take it.</summary>
    bool IsForTills => false;

    /// <summary>The offer as it is kept. Refused when it can be seen, before anybody is asked for money, that it pays nothing.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="at">Where it stands in the input.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Result<TenderOffer>> CheckAsync(TenderOffer offer, string[] at, CancellationToken cancellationToken) => Task.FromResult<Result<TenderOffer>>(offer);
}

internal static class TenderTerms
{
    /// <summary>
    /// All kinds there are. A new one is a file in this folder and a line here, beside its name in <see cref="TenderKind"/> and in the schema. Who
    /// names a means of the payment provider's is paid by it; whoever names none is paid at once. What has to be kept for the order until it is
    /// paid is held with its goods, as points and gift-card money are.
    /// </summary>
    public static IServiceCollection AddTenderTerms(this IServiceCollection services) => services
        .AddScoped<ITenderTerms, CardTerms>()
        .AddScoped<ITenderTerms, CardPresentTerms>()
        .AddScoped<ITenderTerms, CashTerms>()
        .AddScoped<ITenderTerms, GiftCardTerms>()
        .AddScoped<ITenderTerms, PointsTerms>()
        .AddScoped<ITenderTerms, StoreCreditTerms>();
}
