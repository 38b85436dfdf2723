using System.Security.Cryptography;
using System.Text;

namespace OmniCommerce.Orders.Imports;

/// <summary>Ids of operations that come of what they are about, so that doing them again is a repeat (UUID version 8, RFC 9562).</summary>
internal static class OperationIds
{
    public static Guid Of(string number, string what)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"sales import\n{number}\n{what}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
