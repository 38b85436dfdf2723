using System.Reflection;
using System.Xml.Linq;

namespace OmniCommerce.ArchitectureTests;

/// <summary>References run one way, and a capability sees of another only its contracts. Each rule is shown to find a breach.</summary>
public sealed class BoundaryTests
{
    // What each project may refer to. Decision record 0001 draws it; a new arrow belongs in both.
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Kernel"] = [],
        ["GraphQL"] = [],
        ["Stripe"] = [],
        ["Platform"] = ["Kernel", "GraphQL"],
        ["Sessions"] = ["Platform"],
        ["Catalog"] = ["Platform", "Sessions"],
        ["Inventory"] = ["Platform", "Sessions", "Catalog"],
        ["Pricing"] = ["Platform", "Catalog"],
        ["Loyalty"] = ["Platform", "Sessions"],
        ["Webhooks"] = ["Platform"],
        ["Payments"] = ["Platform", "Stripe"],
        ["StripeSandbox"] = ["Platform", "Migrations.Sqlite"],
        ["Carts"] = ["Platform", "Sessions", "Catalog", "Inventory", "Pricing", "Loyalty", "Payments"],
        ["Customers"] = ["Platform", "Sessions", "Carts", "Loyalty"],
        ["Orders"] = ["Platform", "Sessions", "Catalog", "Inventory", "Pricing", "Loyalty", "Payments", "Carts", "Customers"],
    };

    // Domain code takes facts as arguments: it reads no clock, asks no service, knows no database.
    private static readonly string[] ForbiddenInDomain =
        ["using Microsoft.EntityFrameworkCore", "using MediatR", "TimeProvider", "DateTimeOffset.UtcNow", "using StackExchange"];

    public static TheoryData<string> Projects => [.. AllowedReferences.Keys];

    public static TheoryData<string> Capabilities => [.. Repository.Capabilities];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_no_project_but_those_on_the_map(string project)
    {
        var file = Path.Combine(Repository.Source, $"OmniCommerce.{project}", $"OmniCommerce.{project}.csproj");
        OffTheMap(project, XDocument.Load(file)).ShouldBeEmpty();
    }

    [Fact]
    public void A_reference_off_the_map_is_found()
    {
        var breach = XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="../OmniCommerce.Orders/OmniCommerce.Orders.csproj" /></ItemGroup></Project>""");
        OffTheMap("Catalog", breach).ShouldBe(["Orders"]);
    }

    [Fact]
    public void The_kernel_the_engine_and_the_payment_client_know_no_package_and_no_project()
    {
        foreach (var project in new[] { "Kernel", "GraphQL", "Stripe" })
        {
            var text = File.ReadAllText(Path.Combine(Repository.Source, $"OmniCommerce.{project}", $"OmniCommerce.{project}.csproj"));
            text.ShouldNotContain("PackageReference");
            text.ShouldNotContain("ProjectReference");
        }
    }

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void A_capability_is_public_only_in_its_contracts_and_its_registration(string capability) =>
        PublicOutsideContracts(capability, Assembly.Load($"OmniCommerce.{capability}").GetExportedTypes()).ShouldBeEmpty();

    [Fact]
    public void A_public_type_outside_the_contracts_is_found() =>
        PublicOutsideContracts("Carts", [typeof(BoundaryTests)]).ShouldBe([typeof(BoundaryTests).FullName!]);

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void Domain_code_is_plain(string capability)
    {
        var folder = $"{Path.DirectorySeparatorChar}Domain{Path.DirectorySeparatorChar}";
        var breaches = Repository.SourceFiles($"OmniCommerce.{capability}")
            .Where(file => file.Contains(folder, StringComparison.Ordinal))
            .SelectMany(file => Impurities(File.ReadAllText(file)).Select(found => $"{Path.GetFileName(file)}: {found}"));
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_in_domain_code_is_found() => Impurities("class Cart(TimeProvider clock);").ShouldBe(["TimeProvider"]);

    [Fact]
    public void Nothing_reads_the_system_clock()
    {
        var breaches = Directory.EnumerateDirectories(Repository.Source, "OmniCommerce.*")
            .SelectMany(project => Repository.SourceFiles(Path.GetFileName(project)))
            .Where(file => !file.Contains(".Migrations.", StringComparison.Ordinal) || !Path.GetFileName(file).StartsWith("20", StringComparison.Ordinal))
            .Where(file => SystemClock(File.ReadAllText(file)))
            .Select(Path.GetFileName);
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void A_system_clock_is_found() => SystemClock("var now = DateTimeOffset.UtcNow;").ShouldBeTrue();

    private static IEnumerable<string> OffTheMap(string project, XDocument file) =>
        file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value).Replace("OmniCommerce.", "", StringComparison.Ordinal))
            .Except(AllowedReferences[project]);

    private static IEnumerable<string> PublicOutsideContracts(string capability, IEnumerable<Type> types) =>
        types.Where(type => type.Namespace?.StartsWith($"OmniCommerce.{capability}.Contracts", StringComparison.Ordinal) != true)
            .Where(type => type.FullName != $"OmniCommerce.{capability}.{capability}Capability")
            .Select(type => type.FullName!);

    private static IEnumerable<string> Impurities(string text) => ForbiddenInDomain.Where(forbidden => text.Contains(forbidden, StringComparison.Ordinal));

    private static bool SystemClock(string text) =>
        new[] { "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow" }.Any(clock => text.Contains(clock, StringComparison.Ordinal));
}
