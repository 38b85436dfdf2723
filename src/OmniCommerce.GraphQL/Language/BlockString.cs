namespace OmniCommerce.GraphQL.Language;

/// <summary>Block strings: what their text means, and how a text is written as one.</summary>
internal static class BlockString
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    /// <summary>The specification's BlockStringValue(): without the indentation that all lines but the first share, without blank lines around.</summary>
    public static string Value(string raw)
    {
        var lines = raw.Split(LineEnds, StringSplitOptions.None);
        var commonIndent = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = Indent(lines[i]);
            if (indent == lines[i].Length) continue;
            if (first < 0) first = i;
            last = i;
            if (i > 0) commonIndent = Math.Min(commonIndent, indent);
        }

        if (first < 0) return "";
        for (var i = 1; i < lines.Length; i++) lines[i] = lines[i][Math.Min(commonIndent, lines[i].Length)..];
        return string.Join('\n', lines, first, last - first + 1);
    }

    /// <summary>The text as a block string: on lines of its own where that reads better, or where quotes and spaces at its ends ask for it.</summary>
    public static string Print(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = escaped.Split(LineEnds, StringSplitOptions.None);
        var isSingleLine = lines.Length == 1;
        var startsOnNewLine = !isSingleLine && lines.Skip(1).All(line => line.Length == 0 || IsWhiteSpace(line[0]));
        var endsWithTripleQuotes = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var endsOnNewLine = (value.EndsWith('"') && !endsWithTripleQuotes) || value.EndsWith('\\');
        var asMultipleLines = !isSingleLine || value.Length > 70 || endsOnNewLine || startsOnNewLine || endsWithTripleQuotes;
        var keepsLeadingSpace = isSingleLine && value.Length > 0 && IsWhiteSpace(value[0]);

        var before = (asMultipleLines && !keepsLeadingSpace) || startsOnNewLine ? "\n" : "";
        var after = asMultipleLines || endsOnNewLine ? "\n" : "";
        return $"\"\"\"{before}{escaped}{after}\"\"\"";
    }

    private static int Indent(string line)
    {
        var indent = 0;
        while (indent < line.Length && IsWhiteSpace(line[indent])) indent++;
        return indent;
    }

    private static bool IsWhiteSpace(char letter) => letter is ' ' or '\t';
}
