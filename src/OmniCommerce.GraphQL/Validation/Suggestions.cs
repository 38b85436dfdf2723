namespace OmniCommerce.GraphQL.Validation;

/// <summary>Guesses what a misspelt name was to be.</summary>
internal static class Suggestions
{
    private const int MaxSuggestions = 5;

    /// <summary><c> Did you mean "a", "b", or "c"?</c>, or nothing when no name is close.</summary>
    public static string DidYouMean(string name, IEnumerable<string> names) => DidYouMean(null, Closest(name, names));

    /// <summary><c> Did you mean the enum value "A" or "B"?</c>, or nothing when there is no name.</summary>
    public static string DidYouMean(string? what, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return "";
        var quoted = names.Take(MaxSuggestions).Select(name => $"\"{name}\"").ToArray();
        var list = quoted.Length switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} or {quoted[1]}",
            _ => $"{string.Join(", ", quoted[..^1])}, or {quoted[^1]}",
        };
        return what is null ? $" Did you mean {list}?" : $" Did you mean {what} {list}?";
    }

    /// <summary>The names that differ from the given one in few letters, the closest first.</summary>
    public static IReadOnlyList<string> Closest(string name, IEnumerable<string> names)
    {
        var threshold = (name.Length * 2 / 5) + 1;
        return
        [
            .. names.Distinct(StringComparer.Ordinal)
                .Select(candidate => (Name: candidate, Distance: Distance(name, candidate, threshold)))
                .Where(candidate => candidate.Distance <= threshold)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, NaturalOrder)
                .Select(candidate => candidate.Name),
        ];
    }

    /// <summary>Letters first, and numbers by their value: "a2" before "a10".</summary>
    public static Comparer<string> NaturalOrder { get; } = Comparer<string>.Create(CompareNaturally);

    /// <summary>How many letters must be put in, taken out, replaced or swapped with their neighbour; upper and lower case are one step apart.</summary>
    private static int Distance(string first, string second, int threshold)
    {
        if (first == second) return 0;
        if (Math.Abs(first.Length - second.Length) > threshold) return int.MaxValue;
        var a = first.ToLowerInvariant();
        var b = second.ToLowerInvariant();
        if (a == b) return 1;

        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var smallest = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var cell = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), replaced);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cell = Math.Min(cell, beforeLast[j - 2] + 1);
                row[j] = cell;
                smallest = Math.Min(smallest, cell);
            }

            if (smallest > threshold) return int.MaxValue;
            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }

    private static int CompareNaturally(string? first, string? second)
    {
        var a = first.AsSpan();
        var b = second.AsSpan();
        while (a.Length > 0 && b.Length > 0)
        {
            if (char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]))
            {
                var order = TakeNumber(ref a).CompareTo(TakeNumber(ref b));
                if (order != 0) return order;
            }
            else
            {
                if (a[0] != b[0]) return a[0].CompareTo(b[0]);
                a = a[1..];
                b = b[1..];
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static double TakeNumber(ref ReadOnlySpan<char> text)
    {
        var number = 0d;
        do
        {
            number = (number * 10) + (text[0] - '0');
            text = text[1..];
        }
        while (text.Length > 0 && char.IsAsciiDigit(text[0]) && number > 0);
        return number;
    }
}
