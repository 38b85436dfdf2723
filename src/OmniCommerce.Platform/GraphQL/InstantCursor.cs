using System.Globalization;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.Platform.GraphQL;

/// <summary>
/// A place in a list that goes by time: an instant, and how many nodes of that instant were shown. Of one instant there may be many, and no
/// database need say how it orders ids.
/// </summary>
/// <param name="At">The instant of the node before the place.</param>
/// <param name="Shown">How many of that instant lie before the place.</param>
public readonly record struct InstantCursor(DateTimeOffset At, int Shown)
{
    /// <summary>Where the page begins; null at the list's beginning.</summary>
    /// <exception cref="GraphQLException">The cursor is none of this list.</exception>
    public static InstantCursor? Of(PageRequest page)
    {
        if (page.After is not { } cursor)
            return null;
        return cursor.Split('-') is [var ticks, var count]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
                ? new InstantCursor(new DateTimeOffset(at, TimeSpan.Zero), shown)
                : throw PageRequest.UnknownCursor(cursor);
    }

    /// <summary>The edges of a page that begins here, at most as many as it takes.</summary>
    /// <param name="from">Where the page begins; null at the list's beginning.</param>
    /// <param name="page">The page.</param>
    /// <param name="rows">Its rows, in the list's order; more than it takes are left out.</param>
    /// <param name="instant">What the list goes by.</param>
    /// <param name="show">A row as clients see it.</param>
    public static IReadOnlyList<Edge<TNode>> Edges<TRow, TNode>(
        InstantCursor? from, PageRequest page, IEnumerable<TRow> rows, Func<TRow, DateTimeOffset> instant, Func<TRow, TNode> show)
        where TNode : class
    {
        var edges = new List<Edge<TNode>>(page.Size);
        var last = from;
        foreach (var row in rows.Take(page.Size))
        {
            var at = instant(row);
            var place = last is { } before && before.At == at ? before with { Shown = before.Shown + 1 } : new InstantCursor(at, 1);
            edges.Add(new Edge<TNode>(place.ToString(), show(row)));
            last = place;
        }

        return edges;
    }

    /// <summary>The cursor that clients are given.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Shown}");
}
