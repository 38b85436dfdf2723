using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OmniCommerce.Sessions.Domain;

/// <summary>The SHA-256 of a secret: what is stored, compared and looked up instead of it.</summary>
internal readonly record struct SecretHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Length = 32;

    public static SecretHash Of(ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(secret, hash);
        return Read(hash);
    }

    public static SecretHash Read(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash),
        BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), D);
        return bytes;
    }

    public string ToHex() => Convert.ToHexStringLower(ToBytes());

    // All bits of a hash are alike, so any 32 of them will do.
    public override int GetHashCode() => unchecked((int)A);
}
