using Microsoft.Extensions.Configuration;

namespace OmniCommerce.Pricing.Domain;

/// <summary>The section <c>Pricing</c> of the configuration.</summary>
internal sealed record PricingOptions
{
    /// <summary>What sending costs, in whole units of the cart's currency.</summary>
    public decimal ShippingFlat { get; init; } = 3.95m;

    /// <summary>From which value of the goods on sending is free.</summary>
    public decimal ShippingFreeFrom { get; init; } = 50.00m;

    /// <summary>The rate of tax in millionths: 200,000 is 20 %.</summary>
    public long TaxMillionths { get; init; } = 200_000;

    /// <summary>Whether prices contain the tax, or it is added to them.</summary>
    public bool PricesContainTax { get; init; } = true;

    public static PricingOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Pricing").Get<PricingOptions>() ?? new PricingOptions();
        if (options.ShippingFlat is < 0 or > 1_000_000)
            throw new InvalidOperationException($"Pricing:ShippingFlat is {options.ShippingFlat}. Set it to an amount from 0 to 1,000,000.");
        if (options.ShippingFreeFrom is < 0 or > 1_000_000_000)
            throw new InvalidOperationException($"Pricing:ShippingFreeFrom is {options.ShippingFreeFrom}. Set it to an amount from 0 to 1,000,000,000.");
        if (options.TaxMillionths is < 0 or > 1_000_000)
            throw new InvalidOperationException($"Pricing:TaxMillionths is {options.TaxMillionths}. Set it to a rate in millionths from 0 to 1,000,000: 200000 for 20 %.");
        return options;
    }
}
