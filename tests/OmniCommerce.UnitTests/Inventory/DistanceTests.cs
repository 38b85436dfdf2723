using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Inventory;

public sealed class DistanceTests
{
    [Theory]
    [InlineData(51.5074, -0.1278, 53.4808, -2.2426, 262)] // London to Manchester
    [InlineData(48.8566, 2.3522, 40.7128, -74.0060, 5837)] // Paris to New York
    [InlineData(-36.8485, 174.7633, -36.8485, -174.7633, 930)] // over the date line
    [InlineData(90, 0, -90, 0, 20015)] // pole to pole
    [InlineData(10, 10, 10, 10, 0)]
    public void Distances_are_along_the_great_circle(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude, double kilometres) =>
        Distance.Kilometres(new GeoPoint(fromLatitude, fromLongitude), new GeoPoint(toLatitude, toLongitude)).ShouldBe(kilometres, tolerance: 0.005 * Math.Max(kilometres, 1));
}
