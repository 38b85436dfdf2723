using System.Security.Cryptography;
using System.Text;

namespace OmniCommerce.Webhooks.Domain;

/// <summary>Standard Webhooks' symmetric signature, <c>v1</c>.</summary>
internal static class Signature
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    /// <summary>A new secret.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The header that signs a message with each of the secrets.</summary>
    /// <param name="secrets">As <see cref="NewSecret"/> made them.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="timestamp">When it is sent, in Unix seconds.</param>
    /// <param name="body">The body, to the byte.</param>
    public static string Of(IEnumerable<string> secrets, string messageId, long timestamp, string body)
    {
        var signed = Encoding.UTF8.GetBytes($"{messageId}.{timestamp}.{body}");
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))}"));
    }
}
