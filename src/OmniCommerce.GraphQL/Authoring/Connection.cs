namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// One page of a list, as Relay's cursor connections have it. A field that answers <c>Connection&lt;Product&gt;</c> has the type
/// <c>ProductConnection</c> with <c>edges</c>, <c>nodes</c>, <c>pageInfo</c> and <c>totalCount</c>.
/// </summary>
/// <typeparam name="T">The node's CLR type.</typeparam>
/// <param name="Edges">The page's nodes with their cursors.</param>
/// <param name="PageInfo">What lies before and after the page.</param>
/// <param name="CountAll">Counts the whole list; called only when <c>totalCount</c> is selected.</param>
public sealed record Connection<T>(IReadOnlyList<Edge<T>> Edges, PageInfo PageInfo, Func<CancellationToken, ValueTask<int>> CountAll)
    where T : class;

/// <summary>One node of a page and where it stands.</summary>
/// <typeparam name="T">The node's CLR type.</typeparam>
/// <param name="Cursor">Opaque; to be given back as <c>after</c> or <c>before</c>.</param>
/// <param name="Node">The node.</param>
public sealed record Edge<T>(string Cursor, T Node)
    where T : class;

/// <summary>What lies before and after a page.</summary>
/// <param name="HasNextPage">Whether there is more after the page.</param>
/// <param name="HasPreviousPage">Whether there is more before the page.</param>
/// <param name="StartCursor">The first node's cursor; null on an empty page.</param>
/// <param name="EndCursor">The last node's cursor; null on an empty page.</param>
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);
