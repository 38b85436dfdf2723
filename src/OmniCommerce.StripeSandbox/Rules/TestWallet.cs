using System.Collections.Frozen;
using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Rules;

/// <summary>
/// What a wallet in the shopper's device makes a payment method of. Stripe has no test ids for these, because the wallets make them: the sandbox has
/// its own, <c>pm_applePay</c>, <c>pm_googlePay</c> and <c>pm_link</c>. Apple Pay and Google Pay hold the plain good test card.
/// </summary>
internal static class TestWallet
{
    private const string GoodCard = "4242424242424242";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["pm_applePay"] = "apple_pay",
        ["pm_googlePay"] = "google_pay",
        ["pm_link"] = "link",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A new payment method of the wallet with this test id; null when there is none.</summary>
    public static PaymentMethod? ToPaymentMethod(string testId, string id, long now)
    {
        if (!Types.TryGetValue(testId, out var type))
            return null;
        if (type == "link")
            return new PaymentMethod { Id = id, BillingDetails = new BillingDetails(), Created = now, Metadata = [], Type = type, Link = new Link("shopper@example.com") };
        var card = TestCard.ByNumber(GoodCard)!;
        var wallet = new JsonObject { [type] = new JsonObject(), ["dynamic_last4"] = card.Last4, ["type"] = type };
        return new PaymentMethod
        {
            Id = id,
            BillingDetails = new BillingDetails(),
            Created = now,
            Metadata = [],
            Type = "card",
            Card = card.ToCard(now) with { Wallet = wallet },
        };
    }
}
