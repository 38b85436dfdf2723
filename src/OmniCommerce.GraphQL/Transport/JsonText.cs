using System.Buffers.Text;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>Looks at JSON text before it is read: the JSON reader leaves the inside of strings unchecked, and throws when it comes to decode what cannot be.</summary>
internal static class JsonText
{
    /// <summary>Whether an escape stands for half of a surrogate pair: <c>\ud83e</c> without its other half, which is no character.</summary>
    public static bool HasHalfSurrogate(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is var place and >= 0)
        {
            json = json[place..];
            switch (EscapedUnit(json))
            {
                case >= 0xD800 and <= 0xDBFF when EscapedUnit(json[6..]) is >= 0xDC00 and <= 0xDFFF:
                    json = json[12..];
                    break;
                case >= 0xD800 and <= 0xDFFF:
                    return true;
                default:
                    json = json[Math.Min(2, json.Length)..]; // an escaped backslash begins no further escape
                    break;
            }
        }

        return false;
    }

    /// <summary>The UTF-16 unit of the escape that the text begins with; -1 when it begins with none.</summary>
    private static int EscapedUnit(ReadOnlySpan<byte> json) =>
        json.Length >= 6 && json.StartsWith("\\u"u8) && Utf8Parser.TryParse(json[2..6], out ushort unit, out var digits, 'x') && digits == 4 ? unit : -1;
}
