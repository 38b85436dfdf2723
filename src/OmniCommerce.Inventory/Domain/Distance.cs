using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Domain;

/// <summary>How far two points are from each other.</summary>
internal static class Distance
{
    private const double EarthRadiusKilometres = 6371.0088;

    /// <summary>Along the great circle, in kilometres, by the haversine formula: within half a percent of the truth.</summary>
    public static double Kilometres(GeoPoint from, GeoPoint to)
    {
        var latitudes = Math.Pow(Math.Sin(Radians(to.Latitude - from.Latitude) / 2), 2);
        var longitudes = Math.Pow(Math.Sin(Radians(to.Longitude - from.Longitude) / 2), 2);
        var chord = latitudes + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * longitudes);
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
