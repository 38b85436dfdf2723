using System.Text;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>Who asks. Only test keys are known; a live key is refused, whatever it asks for.</summary>
internal static class ApiKey
{
    // A restricted key may do everything here: what it is restricted to is known to Stripe only.
    private static readonly string[] SecretPrefixes = ["sk_test_", "rk_test_"];

    /// <summary>Whether it is a publishable key, which opens only what a client secret opens.</summary>
    /// <exception cref="StripeError">It is no test key.</exception>
    public static bool IsPublishable(string? authorization, string? keyInForm)
    {
        var key = KeyOf(authorization) ?? keyInForm
            ?? throw Refused("You did not provide an API key. Provide it in the Authorization header, as a bearer token or as the user of HTTP basic auth.");
        if (key.Contains("_live_", StringComparison.Ordinal))
            throw Refused("This is a sandbox: live keys are refused. If this key was sent here by mistake, roll it.", "livemode_mismatch");
        if (key.StartsWith("pk_test_", StringComparison.Ordinal))
            return true;
        return SecretPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal) && key.Length > prefix.Length)
            ? false
            : throw Refused($"Invalid API Key provided: {Masked(key)}");
    }

    private static string? KeyOf(string? authorization)
    {
        if (authorization is null)
            return null;
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return authorization["Bearer ".Length..].Trim();
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length]).Split(':')[0]
            : null;
    }

    private static string Masked(string key) => key.Length <= 8 ? "****" : $"{key[..Math.Min(8, key.Length - 4)]}****{key[^4..]}";

    private static StripeError Refused(string message, string? code = null) => StripeError.Invalid(null, message, code, 401);
}
