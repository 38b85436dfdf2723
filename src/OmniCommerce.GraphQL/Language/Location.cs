using System.Text;

namespace OmniCommerce.GraphQL.Language;

/// <summary>A place in a document, as errors report it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
public readonly record struct Location(int Line, int Column)
{
    /// <summary>The place of the byte at the offset. Lines end with LF, CR or CR LF; nothing is kept between calls, for only errors ask.</summary>
    public static Location Of(ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..offset];
        var line = 1 + before.Count((byte)'\n') + before.Count((byte)'\r') - before.Count("\r\n"u8);
        var lineStart = before.LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        return new Location(line, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
