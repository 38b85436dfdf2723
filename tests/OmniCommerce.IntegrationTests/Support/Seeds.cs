using System.Globalization;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// Seeds of random schedules: always the same, so that a failure can be had again. <c>OMNICOMMERCE_TEST_TIMES=20</c> walks through twenty times as
/// many.
/// </summary>
internal static class Seeds
{
    private static readonly int Times = Environment.GetEnvironmentVariable("OMNICOMMERCE_TEST_TIMES") is { Length: > 0 } times ? int.Parse(times, CultureInfo.InvariantCulture) : 1;

    public static IEnumerable<int> Of(int usual) => Enumerable.Range(1, usual * Times);
}
