using System.Text;

namespace OmniCommerce.GraphQL.Tests.Robustness;

/// <summary>Breaks bytes as attackers and bad networks do: bits flip, pieces are lost, doubled and moved, and what readers stumble over comes in.</summary>
internal static class ByteBreaker
{
    private static readonly byte[][] Stumbling =
    [
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF], [0xEF, 0xBB, 0xBF], [0], [0xF0, 0x9F, 0xA6, 0xA6], [0xE2, 0x80, 0xA8],
        .. new[]
        {
            "\\u0000", "\\ud800", "\\udc00\\ud800", "\\uZZZZ", "\\u{10FFFF}", "\\u{110000}", "\\", "\\\"", "\"", "\"\"\"", "'", "`", "#", "\r", "\r\n", "\t",
            "null", "true", "1e400", "-0", "00", "9999999999999999999999999999999999999999", "0.0000000000000000000000000000000000001", "1e-400", "--1", "NaN",
            "$x", "$v0", "@skip(if: true)", "@include(if: $v0)", "@deprecated", "@", "...F0", "... on Query", "...", "fragment F0 on Query { ...F0 }", "__typename", "__schema { types { name } }",
            "query", "mutation", "subscription", "{", "}", "(", ")", "[", "]", ":", "!", "=", ",", "|", "&", "extend type Query { a: Int }", "\"query\":", "\"variables\":", "\"extensions\":{}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] Break(byte[] input, Random random)
    {
        var bytes = new List<byte>(input);
        for (var slips = random.Next(1, 5); slips > 0; slips--) Slip(bytes, random);
        return [.. bytes];
    }

    /// <summary>A text that nests, repeats or stretches one thing.</summary>
    public static string TooMuch(Random random)
    {
        var times = 1 << random.Next(1, 14);
        var thing = random.Next(16);
        return thing switch
        {
            0 => new string('{', times),
            1 => $"{{ tellGrid(value: {new string('[', times)}1{new string(']', times)}) }}",
            2 => $"{{ tellBox(value: {string.Concat(Enumerable.Repeat("{ inner: ", times))}1{new string('}', times)}) }}",
            3 => $"{{ {string.Concat(Enumerable.Repeat("... { ", times))}__typename{new string('}', times)} }}",
            4 => $"{{ {new string('a', times)} }}",
            5 => $"{{ tellString(value: \"{new string('é', times)}\") }}",
            6 => $"{{ tellInt(value: {new string('9', times)}) }}",
            7 => $"{{ {string.Join(' ', Enumerable.Range(0, times).Select(i => $"a{i}: __typename"))} }}",
            8 => $"{{ {string.Concat(Enumerable.Repeat("__typename ", times))} }}",
            9 => $"{{ ...F0 }} {string.Concat(Enumerable.Range(0, times).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }} "))}",
            10 => $"{{ ...F0 }} {string.Concat(Enumerable.Range(0, times).Select(i => $"fragment F{i} on Query {{ ...F{(i + 1) % times} }} "))}",
            11 => $"{{ __typename {string.Concat(Enumerable.Repeat("@skip(if: false) ", times))} }}",
            12 => $"query({string.Concat(Enumerable.Range(0, times).Select(i => $"$v{i}: Int "))}) {{ __typename }}",
            13 => $"query($v: {new string('[', times)}Int{new string(']', times)}) {{ __typename }}",
            14 => string.Concat(Enumerable.Repeat("query Q { __typename } ", times)),
            _ => $"{{ {string.Concat(Enumerable.Repeat("__schema { types { fields { type { ", Math.Min(times, 64)))}name{new string('}', 4 * Math.Min(times, 64))} }}",
        };
    }

    private static void Slip(List<byte> bytes, Random random)
    {
        var place = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - place, 1 << random.Next(8));
        switch (random.Next(9))
        {
            case 0 when place < bytes.Count:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when place < bytes.Count:
                bytes[place] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(place, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(place, length));
                break;
            case 4:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 5:
                bytes.InsertRange(place, Enumerable.Repeat((byte)random.Next(256), 1 << random.Next(11)));
                break;
            default:
                bytes.InsertRange(place, Stumbling[random.Next(Stumbling.Length)]);
                break;
        }
    }
}
