using System.Text;
using System.Text.Unicode;

namespace OmniCommerce.Platform.Imports;

/// <summary>What all files that are imported have in common: they are UTF-8.</summary>
public static class ImportText
{
    /// <summary>The number of the first line, from 1, that is not UTF-8; null when all are. Read otherwise, letters would be lost without a word.</summary>
    /// <param name="file">The file's path.</param>
    public static long? LineThatIsNotUtf8(string file)
    {
        // By Latin-1 each byte is a character, so that lines can be had before it is known what they say.
        using var reader = new StreamReader(file, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            if (!Utf8.IsValid(Encoding.Latin1.GetBytes(line)))
                return number;
        }

        return null;
    }
}
