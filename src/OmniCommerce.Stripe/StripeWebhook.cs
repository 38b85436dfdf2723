using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>Whether a webhook's request is Stripe's.</summary>
public enum WebhookVerdict
{
    /// <summary>It is.</summary>
    Genuine = 1,

    /// <summary>It has no signature that could be read.</summary>
    Unsigned,

    /// <summary>No signature is by one of the secrets.</summary>
    WrongSignature,

    /// <summary>It was signed too long ago, or is not signed yet.</summary>
    OutOfTime,

    /// <summary>It is longer than any event, or is no text.</summary>
    Unreadable,
}

/// <summary>Requests that Stripe sends.</summary>
public static class StripeWebhook
{
    /// <summary>The header with the time and the signatures.</summary>
    public const string SignatureHeader = "Stripe-Signature";

    /// <summary>How long a request may be.</summary>
    public const int MaxBytes = 256 * 1024;

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>Verifies a request before anything of it is read.</summary>
    /// <param name="body">Its bytes as they came.</param>
    /// <param name="signature">Its <see cref="SignatureHeader"/>.</param>
    /// <param name="secrets">The endpoint's secrets (whsec_…), two while one is replaced by another.</param>
    /// <param name="now">The time.</param>
    public static WebhookVerdict Verify(ReadOnlySpan<byte> body, string? signature, IReadOnlyCollection<string> secrets, DateTimeOffset now)
    {
        if (body.Length > MaxBytes || !Utf8.IsValid(body))
            return WebhookVerdict.Unreadable;
        if (!TryRead(signature, out var time, out var signatures))
            return WebhookVerdict.Unsigned;
        if (!IsSignedBy(secrets, signatures, [.. Encoding.ASCII.GetBytes($"{time}."), .. body]))
            return WebhookVerdict.WrongSignature;

        // Both ways: a clock that is wrong here is to be noticed, not believed.
        var signedAgo = (Int128)now.ToUnixTimeSeconds() - long.Parse(time, NumberStyles.None, CultureInfo.InvariantCulture);
        return Int128.Abs(signedAgo) > (long)Tolerance.TotalSeconds ? WebhookVerdict.OutOfTime : WebhookVerdict.Genuine;
    }

    /// <summary>Reads a verified request; null when it is no event of a version that this client reads.</summary>
    /// <param name="body">Its bytes.</param>
    public static StripeEvent? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var happened = JsonSerializer.Deserialize(body, StripeJson.Default.StripeEvent);
            return happened is { Id: not null, Type: not null, Data: not null } && StripeOptions.Speaks(happened.ApiVersion) ? happened : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryRead(string? signature, out string time, out List<byte[]> signatures)
    {
        time = "";
        signatures = [];
        foreach (var part in signature?.Split(',') ?? [])
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
                time = part[2..];
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
                signatures.Add(Encoding.ASCII.GetBytes(part[3..]));
        }

        return signatures.Count > 0 && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static bool IsSignedBy(IReadOnlyCollection<string> secrets, List<byte[]> signatures, byte[] signed)
    {
        var found = false;
        foreach (var secret in secrets)
        {
            var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
            foreach (var signature in signatures)
                found |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return found;
    }
}
