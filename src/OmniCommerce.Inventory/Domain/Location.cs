using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>A store or warehouse.</summary>
internal sealed class Location
{
    public const int MaxReference = 64;
    public const int MaxName = 200;
    public const int MaxText = 200;
    public const int MaxOpeningHours = 2000;

    private Location()
    {
    }

    public LocationId Id { get; private init; }

    public string Reference { get; private init; } = "";

    public string Name { get; private set; } = "";

    public string? Street { get; private set; }

    public string? City { get; private set; }

    public string? PostalCode { get; private set; }

    public string? Region { get; private set; }

    public string? Country { get; private set; }

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public string? OpeningHours { get; private set; }

    public int Priority { get; private set; }

    public bool Sells { get; private set; }

    public bool HandsOut { get; private set; }

    public bool Ships { get; private set; }

    public bool TakesBack { get; private set; }

    /// <summary>When it hands out what was ordered, by slots; null when no slots are offered.</summary>
    public PickUpTerms? PickUp { get; private set; }

    public static Location New(LocationId id, string reference) => new() { Id = id, Reference = reference };

    public void Bring(SaveLocation wanted)
    {
        Name = wanted.Name;
        Street = wanted.Street;
        City = wanted.City;
        PostalCode = wanted.PostalCode;
        Region = wanted.Region;
        Country = wanted.Country;
        Latitude = wanted.Point?.Latitude;
        Longitude = wanted.Point?.Longitude;
        OpeningHours = wanted.OpeningHours;
        Priority = wanted.Priority;
        Sells = wanted.Services.Contains(LocationService.Sells);
        HandsOut = wanted.Services.Contains(LocationService.Collection);
        Ships = wanted.Services.Contains(LocationService.ShipsFrom);
        TakesBack = wanted.Services.Contains(LocationService.Returns);
    }

    public void HandOut(PickUpTerms? terms) => PickUp = terms;

    public StoreLocation Show() => new()
    {
        Id = Id,
        Reference = Reference,
        Name = Name,
        Street = Street,
        City = City,
        PostalCode = PostalCode,
        Region = Region,
        Country = Country,
        Point = Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null,
        OpeningHours = OpeningHours,
        Services = [.. Services()],
        PickUp = PickUp,
        Priority = Priority,
    };

    private IEnumerable<LocationService> Services()
    {
        if (Sells)
            yield return LocationService.Sells;
        if (HandsOut)
            yield return LocationService.Collection;
        if (Ships)
            yield return LocationService.ShipsFrom;
        if (TakesBack)
            yield return LocationService.Returns;
    }
}
