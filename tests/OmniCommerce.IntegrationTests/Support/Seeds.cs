using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// Seeds of random schedules: always the same, so that a failure can be had again. <c>OMNICOMMERCE_TEST_TIMES=20</c> walks through twenty times as
/// many.
/// </summary>
internal static class Seeds
{
    private const int Size = 50;
    private const ulong FirstSeed = 1;

    private static readonly int Times = Environment.GetEnvironmentVariable("OMNICOMMERCE_TEST_TIMES") is { Length: > 0 } times ? int.Parse(times, CultureInfo.InvariantCulture) : 1;

    public static IEnumerable<int> Of(int usual) => Enumerable.Range(1, usual * Times);

    /// <summary>So many cases of anything, the same each time: what nobody has seen before is looked for where somebody looks on.</summary>
    public static IReadOnlyList<T> Cases<T>(Gen<T> anything, int count) => anything.Sample(Size, new Rnd(FirstSeed), count).ToList();
}
