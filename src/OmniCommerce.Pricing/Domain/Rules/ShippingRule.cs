using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Pricing.Domain.Rules;

/// <summary>Sending costs one flat price, and nothing from a certain value of the goods that are sent on. Goods that are fetched cost nothing to send.</summary>
internal static class ShippingRule
{
    private const string Name = "shipping";
    private const string CarriedOut = "Free when carried out.";

    public static void Apply(PriceDraft price)
    {
        if (price.AgreedShipping is { } agreed)
        {
            price.Ship(agreed);
            price.Applied(Name, agreed, $"Sending costs {agreed}, as agreed.");
            return;
        }

        if (WhyNot(price) is { } reason)
        {
            price.Rejected(Name, reason);
            return;
        }

        var flat = InCurrency(price.Options.ShippingFlat, price.Cart.Currency);
        price.Ship(flat);
        price.Applied(Name, flat, $"Sending costs {flat}.");
    }

    private static string? WhyNot(PriceDraft price)
    {
        var reason = price.Cart.Delivery switch
        {
            DeliveryKind.Ship => null,
            DeliveryKind.Collect => "Free when collected.",
            DeliveryKind.CarryOut => CarriedOut,
            _ => "No delivery is chosen yet.",
        };
        if (reason is not null)
            return reason;
        if (price.Cart.Lines.Count == 0)
            return "The cart is empty.";
        if (price.Cart.Lines.All(line => line.CarriedOut == line.Quantity))
            return CarriedOut;
        var freeFrom = InCurrency(price.Options.ShippingFreeFrom, price.Cart.Currency);
        return price.SentGoods >= freeFrom ? $"Free from {freeFrom}." : null;
    }

    // The options know no currency: 3.95 is 4 in a currency without minor units.
    private static Money InCurrency(decimal amount, Currency currency) =>
        Money.TryFrom(decimal.Round(amount, currency.Digits, MidpointRounding.AwayFromZero), currency, out var money)
            ? money
            : throw new InvalidOperationException($"{amount} is no amount of {currency}.");
}
