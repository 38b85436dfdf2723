using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.Platform.GraphQL;

/// <summary>Which page of a list a client asks for, by the arguments of Relay's connections.</summary>
/// <param name="Size">How many nodes at most.</param>
/// <param name="Backward">Whether the page is the last of the range instead of the first.</param>
/// <param name="After">The cursor before the range; null for the list's beginning.</param>
/// <param name="Before">The cursor behind the range; null for the list's end.</param>
public readonly record struct PageRequest(int Size, bool Backward, string? After, string? Before)
{
    /// <summary>The size of a page whose client did not say it.</summary>
    public const int DefaultSize = 20;

    private const int MaxSize = 100;

    /// <summary>Reads the arguments: 20 nodes unless asked otherwise, 100 at most, from one end.</summary>
    /// <exception cref="GraphQLException">The arguments contradict each other or are out of range.</exception>
    public static PageRequest Of(int? first, string? after, int? last = null, string? before = null)
    {
        if (first is not null && last is not null)
            throw BadInput("Give 'first' or 'last', not both.");
        var size = first ?? last ?? DefaultSize;
        if (size is < 0 or > MaxSize)
            throw BadInput($"'{(last is null ? "first" : "last")}' is {size}; it must be 0 to {MaxSize}.");
        return new PageRequest(size, last is not null, after, before);
    }

    /// <summary>The page of a list that is read from its beginning to its end only.</summary>
    /// <param name="edges">What is on it.</param>
    /// <param name="more">Whether the list goes on behind it.</param>
    /// <param name="count">Counts the whole list, when a client asks for that.</param>
    public Connection<T> Forward<T>(IReadOnlyList<Edge<T>> edges, bool more, Func<CancellationToken, ValueTask<int>> count)
        where T : class =>
        new(edges, new PageInfo(more, After is not null, edges.Count > 0 ? edges[0].Cursor : null, edges.Count > 0 ? edges[^1].Cursor : null), count);

    /// <summary>The error of a cursor that this list did not hand out.</summary>
    public static GraphQLException UnknownCursor(string cursor) => BadInput($"'{cursor}' is no cursor of this list.");

    /// <summary>The error of an argument that cannot be used, with the code <c>BAD_USER_INPUT</c>.</summary>
    public static GraphQLException BadInput(string message) => new(message, "BAD_USER_INPUT");
}
