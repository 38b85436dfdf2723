using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OmniCommerce.Catalog.Domain;

/// <summary>Text as it is searched: in small letters, without accents and tags, its words one space apart.</summary>
internal static class SearchText
{
    /// <summary>More words than anybody means; each costs a look at four columns.</summary>
    public const int MaxWords = 10;

    // The host runs without culture data, and then string.Normalize leaves accents where they are. Each line: the letter, then all it stands for.
    private static readonly string[] Letters =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bḃḅḇ", "cçćĉċčḉ", "dďđḋḍḏḑḓ", "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fḟ", "gĝğġģǧǵḡ", "hĥħȟḣḥḧḩḫẖ",
        "iìíîïĩīĭįıǐȉȋḭḯỉị", "jĵǰ", "kķǩḱḳḵ", "lĺļľłḷḹḻḽ", "mḿṁṃ", "nñńņňǹṅṇṉṋ", "oòóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "pṕṗ", "rŕŗřȑȓṙṛṝṟ",
        "sśŝşšșṡṣṥṧṩ", "tţťŧțṫṭṯṱẗ", "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẑẓẕ",
    ];

    private static readonly FrozenDictionary<char, string> Folded = Letters
        .SelectMany(line => line[1..].Select(letter => KeyValuePair.Create(letter, line[..1])))
        .Concat([KeyValuePair.Create('ß', "ss"), KeyValuePair.Create('æ', "ae"), KeyValuePair.Create('œ', "oe"), KeyValuePair.Create('ð', "d"), KeyValuePair.Create('þ', "th")])
        .ToFrozenDictionary();

    public static string Of(string text) => Fold(text, withoutTags: false);

    public static string OfHtml(string html) => Fold(html, withoutTags: true);

    /// <summary>The words that must all be found, each once.</summary>
    public static string[] Words(string search) => [.. Of(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>The LIKE pattern of a text that has the word in it; <c>\</c> escapes what LIKE would take for a wildcard, on SQL Server <c>[</c> too.</summary>
    public static string Containing(string word)
    {
        var pattern = new StringBuilder("%", word.Length + 4);
        foreach (var character in word)
        {
            if (character is '%' or '_' or '[' or '\\')
                pattern.Append('\\');
            pattern.Append(character);
        }

        return pattern.Append('%').ToString();
    }

    private static string Fold(string text, bool withoutTags)
    {
        var folded = new StringBuilder(text.Length);
        var inTag = false;
        foreach (var character in text)
        {
            inTag = withoutTags && (inTag ? character != '>' : character == '<');
            if (inTag || char.IsWhiteSpace(character) || (withoutTags && character == '>'))
                Space(folded);
            else
                Append(folded, character);
        }

        return folded.ToString().TrimEnd();
    }

    private static void Space(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
            folded.Append(' ');
    }

    private static void Append(StringBuilder folded, char character)
    {
        var small = char.ToLowerInvariant(character);
        if (char.IsAscii(small))
            folded.Append(small);
        else if (Folded.TryGetValue(small, out var letters))
            folded.Append(letters);
        else if (CharUnicodeInfo.GetUnicodeCategory(small) is not UnicodeCategory.NonSpacingMark)
            folded.Append(small);
    }
}
