using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace OmniCommerce.Sessions.Domain;

/// <summary>A device's own secret: 256 bits that mean nothing. The device keeps the text, the shop only the hash.</summary>
internal sealed class DeviceToken
{
    private const string Scheme = "Bearer ";
    private const int Length = 32;

    // 32 bytes in base64url, without padding.
    private const int TextLength = 43;

    private DeviceToken(byte[] secret)
    {
        Text = Base64Url.EncodeToString(secret);
        Hash = SecretHash.Of(secret);
    }

    public string Text { get; }

    public SecretHash Hash { get; }

    public static DeviceToken Random() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The token that this key always gives this operation, so that a repeat can be told it again though nobody stored it.</summary>
    public static DeviceToken Derive(ReadOnlySpan<byte> key, Guid operationId) => new(HMACSHA256.HashData(key, operationId.ToByteArray()));

    /// <summary>The hash of the token in the value of an Authorization header; false when there is none in it.</summary>
    public static bool TryHash(string? authorization, out SecretHash hash)
    {
        hash = default;
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var text = authorization.AsSpan(Scheme.Length).Trim(' ');
        Span<byte> secret = stackalloc byte[Length];
        if (text.Length != TextLength || Base64Url.DecodeFromChars(text, secret, out _, out var written) != OperationStatus.Done || written != Length)
            return false;
        hash = SecretHash.Of(secret);
        return true;
    }
}
