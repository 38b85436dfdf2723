namespace OmniCommerce.Kernel;

/// <summary>Where goods are sent.</summary>
/// <param name="Name">Who receives them.</param>
/// <param name="Line1">Street and number.</param>
/// <param name="Line2">Flat, floor, company.</param>
/// <param name="City">The town.</param>
/// <param name="PostalCode">The postal code, as the country writes it.</param>
/// <param name="Region">State, county or province.</param>
/// <param name="Country">The country's ISO 3166-1 code of two letters: GB.</param>
public sealed record Address(string Name, string Line1, string? Line2, string City, string PostalCode, string? Region, string Country);

/// <summary>A point on the earth (WGS 84), in degrees.</summary>
/// <param name="Latitude">-90 to 90, north positive.</param>
/// <param name="Longitude">-180 to 180, east positive.</param>
public sealed record GeoPoint(double Latitude, double Longitude);
