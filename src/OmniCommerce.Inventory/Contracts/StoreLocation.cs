using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>A store or warehouse, as every channel shows it.</summary>
[GraphQLName("Location")]
[Node]
public sealed record StoreLocation
{
    /// <summary>The location's id.</summary>
    public required LocationId Id { get; init; }

    /// <summary>The retailer's own number of it.</summary>
    [GraphQLIgnore]
    public required string Reference { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The town; null where nobody said.</summary>
    public required string? City { get; init; }

    /// <summary>Street and number.</summary>
    public string? Street { get; init; }

    /// <summary>The postal code, as the country writes it.</summary>
    public string? PostalCode { get; init; }

    /// <summary>State, county or province.</summary>
    public string? Region { get; init; }

    /// <summary>The country's ISO 3166-1 code of two letters: GB.</summary>
    public string? Country { get; init; }

    /// <summary>When it is open, for people.</summary>
    public string? OpeningHours { get; init; }

    /// <summary>Where it is; null where nobody said.</summary>
    public required GeoPoint? Point { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<LocationService> Services { get; init; }

    /// <summary>When orders can be collected there, by slots; null when no slots are offered: then whenever it is open.</summary>
    public PickUpTerms? PickUp { get; init; }

    /// <summary>Its place when goods are sourced and nothing else tells locations apart, the lowest first.</summary>
    [GraphQLIgnore]
    public int Priority { get; init; }
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

/// <summary>
/// Adds a store or warehouse, or brings the one with this reference to this state. Refused with <see cref="InvalidInput"/> when a text is too
/// long or the point is not on earth.
/// </summary>
public sealed record SaveLocation : ICommand<SavedLocation>
{
    /// <summary>The retailer's own number of the location; unique.</summary>
    public required string Reference { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Street and number.</summary>
    public string? Street { get; init; }

    /// <summary>The town.</summary>
    public string? City { get; init; }

    /// <summary>The postal code, as the country writes it.</summary>
    public string? PostalCode { get; init; }

    /// <summary>State, county or province.</summary>
    public string? Region { get; init; }

    /// <summary>The country's ISO 3166-1 code of two letters: GB.</summary>
    public string? Country { get; init; }

    /// <summary>Where it is; null where nobody said.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>When it is open, for people.</summary>
    public string? OpeningHours { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<LocationService> Services { get; init; }

    /// <summary>Its place when goods are sourced and nothing else tells locations apart, the lowest first.</summary>
    public int Priority { get; init; }
}

/// <summary>A saved location.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">Whether it was not there before.</param>
/// <param name="Changed">Whether anything differed from what was there.</param>
public sealed record SavedLocation(LocationId Id, bool Created, bool Changed);
