using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>A store or warehouse, as every channel shows it.</summary>
[GraphQLName("Location")]
[Node]
public sealed record StoreLocation
{
    /// <summary>The location's id.</summary>
    public required LocationId Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The town.</summary>
    public required string City { get; init; }

    /// <summary>Where it is; null where nobody said.</summary>
    [GraphQLIgnore]
    public required GeoPoint? Point { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<LocationService> Services { get; init; }
}

/// <summary>What a location does.</summary>
public enum LocationService
{
    /// <summary>Sells over the counter.</summary>
    Sells = 1,

    /// <summary>Hands out what was ordered elsewhere.</summary>
    Collection = 2,

    /// <summary>Sends goods to shoppers.</summary>
    ShipsFrom = 3,

    /// <summary>Takes goods back.</summary>
    Returns = 4,
}

/// <summary>Reads the locations, from memory where it can. Safe to use from several threads.</summary>
public interface ILocations
{
    /// <summary>The location, or null.</summary>
    ValueTask<StoreLocation?> FindAsync(LocationId id, CancellationToken cancellationToken);

    /// <summary>All locations.</summary>
    ValueTask<IReadOnlyList<StoreLocation>> AllAsync(CancellationToken cancellationToken);
}
