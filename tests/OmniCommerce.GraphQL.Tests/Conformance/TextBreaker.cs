using System.Text.RegularExpressions;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Breaks a text as slips of the keyboard do: tokens are lost, doubled, swapped, or become others.</summary>
internal static partial class TextBreaker
{
    private static readonly string[] Odd =
    [
        "{", "}", "(", ")", "[", "]", ":", "=", "!", "|", "&", "@", "$", "...", "..", ".", ",", "#", "'", "\"", "\"\"\"", "\\", "0", "01", "1.", "1.e", "-", "1e5", "0x1",
        "on", "null", "true", "fragment", "query", "subscription", "extend", "type", "é", "🦦", "\u0000", "\u0007", "\uFEFF", "\r", "\r\n", "\"\\u12\"", "\"\\q\"", "\"\\u{110000}\"",
        "\"\\uD83E\\uDDA6\"", "\"\\uD83E\"", "\"\\u{1F9A6}\"", "\"\"\"a\\\"\"\"b\"\"\"", "id", "name", "@skip", "__typename", "5a", "-0", "~", "%",
    ];

    public static string Break(string text, Random random)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToList();
        for (var slips = random.Next(1, 4); slips > 0 && tokens.Count > 0; slips--)
        {
            var place = random.Next(tokens.Count);
            switch (random.Next(5))
            {
                case 0: tokens.RemoveAt(place); break;
                case 1: tokens.Insert(place, tokens[place]); break;
                case 2: tokens[place] = Odd[random.Next(Odd.Length)]; break;
                case 3: tokens.Insert(place, Odd[random.Next(Odd.Length)]); break;
                default:
                    var other = random.Next(tokens.Count);
                    (tokens[place], tokens[other]) = (tokens[other], tokens[place]);
                    break;
            }
        }

        return string.Concat(tokens);
    }

    [GeneratedRegex(@"\s+|\w+|""(?:[^""\\\n]|\\.)*""|\.\.\.|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
