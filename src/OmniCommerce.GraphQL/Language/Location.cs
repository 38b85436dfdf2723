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
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < offset; i++)
        {
            if (utf8[i] is not ((byte)'\n' or (byte)'\r')) continue;
            if (utf8[i] == '\r' && i + 1 < utf8.Length && utf8[i + 1] == '\n')
            {
                if (i + 1 >= offset) break;
                i++;
            }

            line++;
            lineStart = i + 1;
        }

        return new Location(line, Encoding.UTF8.GetCharCount(utf8[lineStart..offset]) + 1);
    }
}
