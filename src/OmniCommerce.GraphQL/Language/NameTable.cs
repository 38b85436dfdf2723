using System.Text;

namespace OmniCommerce.GraphQL.Language;

/// <summary>
/// Turns the bytes of names into strings and remembers some, for the same few hundred names come again and again. The table has a fixed
/// size and a newcomer takes the place of whoever hashes like it, so that no client can make it grow.
/// </summary>
internal static class NameTable
{
    private const int Slots = 2048;
    private const int MaxLength = 40;
    private static readonly string?[] Names = new string?[Slots];

    public static string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > MaxLength) return Encoding.ASCII.GetString(ascii);

        var hash = 2166136261u;
        foreach (var letter in ascii) hash = unchecked((hash ^ letter) * 16777619u);

        // Two threads may write the same slot: both strings are right, the last one stays.
        ref var slot = ref Names[(hash ^ (hash >> 16)) & (Slots - 1)];
        var known = slot;
        if (known is not null && Ascii.Equals(ascii, known)) return known;
        return slot = Encoding.ASCII.GetString(ascii);
    }
}
