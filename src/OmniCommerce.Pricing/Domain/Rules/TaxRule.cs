using System.Globalization;

namespace OmniCommerce.Pricing.Domain.Rules;

/// <summary>One rate of tax on goods and shipping, contained in the prices or added to them.</summary>
internal static class TaxRule
{
    private const string Name = "tax";
    private const long Whole = 1_000_000;

    public static void Apply(PriceDraft price)
    {
        var rate = price.Options.TaxMillionths;
        var taxed = price.Goods + price.Shipping;
        if (rate == 0 || taxed.IsZero)
        {
            price.Rejected(Name, rate == 0 ? "The shop charges no tax." : "There is nothing to tax.");
            return;
        }

        var contained = price.Options.PricesContainTax;
        var tax = contained ? taxed.Split([rate, Whole])[0] : taxed.Part(rate);
        price.TaxBy(tax, contained);
        var percent = (rate / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
        price.Applied(Name, price.TaxAdded, contained ? $"The prices contain {tax} of tax at {percent} %." : $"{percent} % on goods and shipping.");
    }
}
