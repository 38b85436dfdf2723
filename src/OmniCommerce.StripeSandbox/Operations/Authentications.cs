using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>3-D Secure: the cardholder confirms on a page of his bank, which here is a page of the sandbox.</summary>
internal static class Authentications
{
    /// <summary>What the shopper has to do: open the page, or let Stripe.js open it where there is no page to come back to.</summary>
    public static NextAction Action(Call call, string intentId, string clientSecret, string? returnUrl)
    {
        var page = $"{call.BaseUrl}/_sandbox/authenticate/{intentId}?client_secret={Uri.EscapeDataString(clientSecret)}";
        return returnUrl is null
            ? new NextAction { Type = "use_stripe_sdk", UseStripeSdk = new UseStripeSdk("three_d_secure_redirect", page) }
            : new NextAction { Type = "redirect_to_url", RedirectToUrl = new RedirectToUrl(returnUrl, page) };
    }

    public static ErrorObject Failure(string code, PaymentMethod method) => ErrorObject.Of(
        "invalid_request_error", code, "The provided payment method has failed authentication. Provide a new payment method.") with
    {
        PaymentMethod = method,
    };
}
