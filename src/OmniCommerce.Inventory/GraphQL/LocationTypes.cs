using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>A point on the earth (WGS 84), in degrees.</summary>
/// <param name="Latitude">-90 to 90, north positive.</param>
/// <param name="Longitude">-180 to 180, east positive.</param>
internal sealed record GeoPointInput(double Latitude, double Longitude);

/// <summary>A point on the earth (WGS 84), in degrees.</summary>
[ObjectType<GeoPoint>(IncludeProperties = [nameof(GeoPoint.Latitude), nameof(GeoPoint.Longitude)])]
internal static class GeoPointType;

[QueryType]
internal static class LocationQueries
{
    /// <summary>Stores and warehouses, by name or, near a point, the nearest first.</summary>
    /// <param name="first">How many; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="near">The nearest to here first; those that nobody knows the place of last.</param>
    /// <param name="service">Only those that do this.</param>
    /// <param name="list">Knows them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    [ListSize(AssumedSize = PageRequest.DefaultSize)]
    public static ValueTask<Connection<StoreLocation>> Locations(
        int? first, string? after, GeoPointInput? near, LocationService? service, ListLocations list, CancellationToken cancellationToken) =>
        list.PageAsync(PageRequest.Of(first, after), near is null ? null : new GeoPoint(near.Latitude, near.Longitude), service, cancellationToken);
}

[ObjectType<StoreLocation>]
internal static class LocationType
{
    [NodeResolver]
    public static ValueTask<StoreLocation?> Find(LocationId id, ILocations locations, CancellationToken cancellationToken) => locations.FindAsync(id, cancellationToken);
}

[ObjectType<ShopperSession>]
internal static class SessionLocationField
{
    /// <summary>The store that the session is in, as its last till said; null on the web.</summary>
    public static async ValueTask<StoreLocation?> Location([Parent] ShopperSession session, ILocations locations, CancellationToken cancellationToken) =>
        session.LocationId is { } id ? await locations.FindAsync(id, cancellationToken) : null;
}
