using System.Security.Cryptography;
using System.Text;
using OmniCommerce.Kernel;

namespace OmniCommerce.Sessions.Domain;

/// <summary>Lets one device join a session, once and soon. The shop keeps only the code's hash.</summary>
internal sealed class HandOffCode
{
    public const int Length = 8;

    // No 0 and O, no 1, I and L: 31 characters, so 8 of them are 8.5 × 10^11 codes.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private HandOffCode()
    {
    }

    public SecretHash Code { get; private init; }

    public SessionId SessionId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? UsedAt { get; private init; }

    public static string NewText() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static HandOffCode Of(string text, SessionId session, DateTimeOffset now, TimeSpan validFor) =>
        new() { Code = Hash(text), SessionId = session, CreatedAt = now, ExpiresAt = now + validFor };

    /// <summary>The hash of a code as people type it: in any case, with spaces or hyphens between.</summary>
    public static SecretHash Hash(string text) =>
        SecretHash.Of(Encoding.UTF8.GetBytes(text.Replace(" ", "").Replace("-", "").ToUpperInvariant()));
}
