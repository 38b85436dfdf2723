using Microsoft.Extensions.Configuration;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments;

/// <summary>What the configuration says of the payment provider.</summary>
/// <param name="IsSandbox">Whether the sandbox in this process stands for Stripe.</param>
/// <param name="Stripe">How Stripe is spoken to.</param>
/// <param name="WebhookSecrets">By what Stripe's own requests are known: two while one secret replaces another.</param>
internal sealed record PaymentsOptions(bool IsSandbox, StripeOptions Stripe, IReadOnlyList<string> WebhookSecrets)
{
    public const string SandboxWebhookSecret = "whsec_sandbox";

    // The sandbox is this machine; what limits it is the machine.
    private const int SandboxInFlight = 1000;
    private const int SandboxPerSecond = 100_000;

    /// <summary>Reads <c>Payments</c>.</summary>
    /// <exception cref="InvalidOperationException">Something is missing or wrong; the message says what to set.</exception>
    public static PaymentsOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Payments");
        return section["Provider"] switch
        {
            null or "" or "Sandbox" => new(
                true,
                new StripeOptions { ApiKey = "sk_test_sandbox_in_this_process", ApiBase = new Uri("http://localhost"), MaxInFlight = SandboxInFlight, RequestsPerSecond = SandboxPerSecond },
                [SandboxWebhookSecret]),
            "Stripe" => OfStripe(section.GetSection("Stripe")),
            var other => throw new InvalidOperationException($"Payments:Provider is '{other}'. Set it to Sandbox or Stripe."),
        };
    }

    private static PaymentsOptions OfStripe(IConfigurationSection section)
    {
        if (section["ApiKey"] is not { Length: > 0 } key)
            throw new InvalidOperationException("Payments:Provider is Stripe, but Payments:Stripe:ApiKey is not set. Set it to a secret key (sk_…) or a restricted key (rk_…).");
        string[] secrets = [.. (section["WebhookSecret"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (secrets.Length == 0 || secrets.Any(secret => !secret.StartsWith("whsec_", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException(
                "Payments:Provider is Stripe, but Payments:Stripe:WebhookSecret is not the signing secret (whsec_…) of a webhook endpoint, or several with commas. "
                + "Set it to the secret of the endpoint that Stripe has for this shop's /webhooks/stripe.");
        }

        try
        {
            var options = new StripeOptions { ApiKey = key };
            if (section["ApiBase"] is { Length: > 0 } elsewhere)
                options = options with { ApiBase = new Uri(elsewhere) };
            if (section["ApiVersion"] is { Length: > 0 } version)
                options = options with { ApiVersion = version };
            options.Check();
            return new(false, options, secrets);
        }
        catch (Exception wrong) when (wrong is ArgumentException or UriFormatException)
        {
            throw new InvalidOperationException($"Payments:Stripe:ApiKey, ApiBase or ApiVersion is wrong. {wrong.Message}", wrong);
        }
    }
}
