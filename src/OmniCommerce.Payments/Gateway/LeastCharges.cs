using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Gateway;

/// <summary>The least that Stripe takes at once, by currency: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts.</summary>
internal static class LeastCharges
{
    private static readonly Dictionary<string, long> MinorUnits = new(StringComparer.Ordinal)
    {
        ["AED"] = 2_00,
        ["AUD"] = 50,
        ["BGN"] = 1_00,
        ["BRL"] = 50,
        ["CAD"] = 50,
        ["CHF"] = 50,
        ["CZK"] = 15_00,
        ["DKK"] = 2_50,
        ["EUR"] = 50,
        ["GBP"] = 30,
        ["HKD"] = 4_00,
        ["HUF"] = 175_00,
        ["INR"] = 50,
        ["JPY"] = 50,
        ["MXN"] = 10_00,
        ["MYR"] = 2_00,
        ["NOK"] = 3_00,
        ["NZD"] = 50,
        ["PLN"] = 2_00,
        ["RON"] = 2_00,
        ["SEK"] = 3_00,
        ["SGD"] = 50,
        ["THB"] = 10_00,
        ["USD"] = 50,
    };

    /// <summary>The least amount; null for currencies of which only Stripe knows it, at the day's rate.</summary>
    public static Money? Of(Currency currency) => MinorUnits.TryGetValue(currency.Code, out var least) ? new Money(least, currency) : null;
}
