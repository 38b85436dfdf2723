using System.Text.RegularExpressions;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Changes a schema here and there as authors do by mistake; some of what comes out is right.</summary>
internal static partial class SchemaBreaker
{
    private static readonly string[] Types =
        ["Int", "Float", "String", "Boolean", "ID", "Url", "Anything", "Measure", "Diet", "Node", "Named", "Animal", "Swimmer", "Seal", "Keeper", "Mammal", "Sort", "AnimalBy", "TagInput", "Query", "Missing"];

    private static readonly string[] Insertions =
    [
        "!", " @deprecated", " @deprecated(reason: \"old\")", " @oneOf", " @specifiedBy(url: \"u\")", " @specifiedBy", " @once", " @unknown", " @deprecated(reason: 1)",
        " = 1", " = [1]", " = null", " = \"text\"", " = { a: 1 }", " = FEET", " = true", " = {}", " & Node", " & Named", " | Otter", " extra", "\n  extra: Int", "\n  id(a: Int): ID",
    ];

    private static readonly string[] Keywords = ["type", "interface", "input", "enum", "union", "scalar", "extend type", "extend interface", "extend input"];

    public static string Break(string sdl, Random random)
    {
        var tokens = Token().Matches(sdl).Select(match => match.Value).ToList();
        for (var slips = random.Next(1, 4); slips > 0; slips--)
        {
            switch (random.Next(9))
            {
                case 0 or 1: Change(token => Types.Contains(token), _ => Types[random.Next(Types.Length)]); break;
                case 2: Change(token => token is [var first, ..] && char.IsLetter(first), token => token + Insertions[random.Next(Insertions.Length)]); break;
                case 3: Change(token => token is "!", _ => ""); break;
                case 4: Change(token => Types.Contains(token), token => $"[{token}]"); break;
                case 5: Change(token => token is [var first, ..] && char.IsLetter(first), token => random.Next(4) == 0 ? "__" + token : token + "x"); break;
                case 6: Change(token => Keywords.Contains(token), _ => Keywords[random.Next(Keywords.Length)]); break;
                case 7: Change(token => token is "]", _ => "!]"); break;
                default: ChangeLine(); break;
            }
        }

        return string.Concat(tokens);

        void Change(Func<string, bool> where, Func<string, string> how)
        {
            var places = Enumerable.Range(0, tokens.Count).Where(place => where(tokens[place])).ToArray();
            if (places.Length == 0) return;
            var chosen = places[random.Next(places.Length)];
            tokens[chosen] = how(tokens[chosen]);
        }

        void ChangeLine()
        {
            var lines = string.Concat(tokens).Split('\n').ToList();
            var place = random.Next(lines.Count);
            if (random.Next(2) == 0) lines.RemoveAt(place);
            else lines.Insert(place, lines[place]);
            tokens = Token().Matches(string.Join('\n', lines)).Select(match => match.Value).ToList();
        }
    }

    [GeneratedRegex(@"\s+|\w+|""(?:[^""\\\n]|\\.)*""|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
