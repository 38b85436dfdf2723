using System.Buffers.Text;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;

namespace OmniCommerce.Inventory.Features;

/// <summary>Lists locations, page by page.</summary>
internal sealed class ListLocations(LocationMemory memory)
{
    /// <exception cref="GraphQLException">The point is not on earth, or the cursor is none of this list.</exception>
    public async ValueTask<Connection<StoreLocation>> PageAsync(PageRequest page, GeoPoint? near, LocationService? service, CancellationToken cancellationToken)
    {
        if (near is not (null or { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 }))
            throw PageRequest.BadInput("A latitude is -90 to 90 degrees, a longitude -180 to 180.");
        var all = await memory.AllAsync(cancellationToken);
        StoreLocation[] listed = [.. all.Where(location => service is not { } wanted || location.Services.Contains(wanted))];
        if (near is not null)
            listed = [.. listed.OrderBy(location => location.Point is { } point ? Distance.Kilometres(near, point) : double.MaxValue)];

        var from = 0;
        if (page.After is { } cursor)
        {
            from = Array.FindIndex(listed, location => CursorOf(location) == cursor) + 1;
            if (from == 0)
                throw PageRequest.UnknownCursor(cursor);
        }

        Edge<StoreLocation>[] edges = [.. listed.Skip(from).Take(page.Size).Select(location => new Edge<StoreLocation>(CursorOf(location), location))];
        var info = new PageInfo(
            HasNextPage: from + edges.Length < listed.Length,
            HasPreviousPage: from > 0,
            edges.Length > 0 ? edges[0].Cursor : null,
            edges.Length > 0 ? edges[^1].Cursor : null);
        return new Connection<StoreLocation>(edges, info, _ => new ValueTask<int>(listed.Length));
    }

    // A location stays where it is in its list, whatever comes or goes before it.
    private static string CursorOf(StoreLocation location) => Base64Url.EncodeToString(location.Id.Value.ToByteArray());
}
