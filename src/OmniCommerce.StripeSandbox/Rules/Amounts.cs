using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Http;

namespace OmniCommerce.StripeSandbox.Rules;

/// <summary>What Stripe takes for an amount: whole minor units, at most eight digits, and not less than a card costs to charge.</summary>
internal static class Amounts
{
    private const long Largest = 99_999_999;

    // https://docs.stripe.com/currencies: the smallest charge by currency; others are measured in US dollars, which the sandbox does not convert.
    private static readonly Dictionary<string, long> Smallest = new(StringComparer.Ordinal)
    {
        ["usd"] = 50,
        ["eur"] = 50,
        ["gbp"] = 30,
        ["chf"] = 50,
        ["aud"] = 50,
        ["cad"] = 50,
        ["jpy"] = 50,
        ["dkk"] = 250,
        ["nok"] = 300,
        ["sek"] = 300,
    };

    /// <summary>The parameter <c>currency</c>, in small letters.</summary>
    public static string Currency(Parameters parameters)
    {
        var currency = (parameters.Text("currency") ?? throw StripeError.Invalid("currency", "Missing required param: currency.", "parameter_missing")).ToLowerInvariant();
        return Kernel.Currency.TryParse(currency.ToUpperInvariant(), out _) ? currency : throw StripeError.Invalid("currency", $"Invalid currency: {currency}.");
    }

    public static long Chargeable(long amount, string currency, string param = "amount")
    {
        if (amount < 1)
            throw StripeError.Invalid(param, "This value must be greater than or equal to 1.", "parameter_invalid_integer");
        if (amount > Largest)
            throw StripeError.Invalid(param, $"Amount must be no more than {Largest}.", "amount_too_large");
        if (amount < Smallest.GetValueOrDefault(currency, 1))
            throw StripeError.Invalid(param, $"Amount must be at least {Smallest[currency]} {currency}.", "amount_too_small");
        return amount;
    }

    /// <summary>What a shopper gives on top.</summary>
    public static long Tip(long amount) => amount is >= 0 and <= Largest
        ? amount
        : throw StripeError.Invalid("amount_tip", $"A tip is from 0 to {Largest}.", "parameter_invalid_integer");

    /// <summary>An amount out of a larger one.</summary>
    public static long Within(long amount, long largest, string param, string tooLarge, string? code)
    {
        if (amount < 1)
            throw StripeError.Invalid(param, "This value must be greater than or equal to 1.", "parameter_invalid_integer");
        return amount <= largest ? amount : throw StripeError.Invalid(param, tooLarge, code);
    }
}
