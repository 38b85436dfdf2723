using System.Buffers.Text;
using System.Text;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>The text of a global object id: the type's name and the 16 bytes of the id in base64url, opaque to clients.</summary>
internal sealed class GlobalId(string typeName)
{
    private const int GuidBytes = 16;
    private const int MaxTypeName = 100;

    private readonly byte[] _typeName = Encoding.UTF8.GetBytes(typeName);

    public bool Write(ResponseBuffer buffer, Guid id)
    {
        Span<byte> bytes = stackalloc byte[_typeName.Length + GuidBytes];
        _typeName.CopyTo(bytes);
        id.TryWriteBytes(bytes[_typeName.Length..], bigEndian: true, out _);
        buffer.Byte((byte)'"');
        buffer.Advance(Base64Url.EncodeToUtf8(bytes, buffer.Free(Base64Url.GetEncodedLength(bytes.Length))));
        buffer.Byte((byte)'"');
        return true;
    }

    public static bool TryRead(string text, out string typeName, out Guid id)
    {
        typeName = "";
        id = default;
        Span<byte> bytes = stackalloc byte[MaxTypeName + GuidBytes];
        if (text.Length > Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var length)
            || length <= GuidBytes) return false;
        typeName = Encoding.UTF8.GetString(bytes[..(length - GuidBytes)]);
        id = new Guid(bytes[(length - GuidBytes)..length], bigEndian: true);
        return true;
    }
}
