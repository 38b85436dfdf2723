using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.IntegrationTests.Inventory;

public sealed class LocationTests(CommerceFixture commerce) : IClassFixture<CommerceFixture>
{
    private const string Stores = """
        [
          { "id": 10, "type": "BigBox", "name": "Harbour", "address": "1 Quay", "address2": "Floor 2", "city": "Bristol", "state": "", "zip": "BS1 4RN",
            "country": "GB", "location": { "lat": 51.45, "lon": -2.6 }, "hours": "Mon: 10-9", "services": ["Windows Store", "Espa\u00f1ol "] },
          { "id": "11", "type": "Express", "name": "Airport", "city": "Luton", "location": { "lat": 51.88, "lon": -0.37 }, "services": ["SHIPS_FROM", "Windows Store"] },
          { "id": 12, "type": "Warehouse", "name": "Depot", "services": [] },
          { "id": 13, "type": "Mobile", "services": [] },
          { "type": "Mobile", "name": "No number" },
          { "id": 14, "type": "Mobile", "name": "Nowhere", "location": { "lat": 91, "lon": 0 } },
          { "id": 15, "type": "Mobile", "name": "Half", "location": { "lat": 51 } },
          7
        ]
        """;

    [Fact]
    public async Task A_file_of_stores_is_taken_as_far_as_it_can_be_and_the_rest_is_said()
    {
        var report = await Import(Stores);

        report.Rows.ShouldBe(8);
        report.Created.ShouldBe(3);
        report.Refused.Select(row => (row.Row, row.Field)).ShouldBe([(4, "name"), (5, "id"), (6, "point"), (7, "location"), (8, "")]);
        report.Notes.ShouldBe(["The service 'Español' of 1 stores is none of ours and was left out.", "The service 'Windows Store' of 2 stores is none of ours and was left out."]);

        var all = await commerce.Services.GetRequiredService<ILocations>().AllAsync(Token);
        all.Select(location => location.Name).ShouldBe(["Airport", "Depot", "Harbour"]);
        all[0].Services.ShouldBe([LocationService.Sells, LocationService.Collection, LocationService.ShipsFrom, LocationService.Returns]);
        all[1].Services.ShouldBe([LocationService.ShipsFrom]);
        all[2].Street.ShouldBe("1 Quay, Floor 2");
        all[2].Point.ShouldBe(new GeoPoint(51.45, -2.6));

        var again = await Import(Stores.Replace("Harbour", "Harbourside", StringComparison.Ordinal));
        (again.Created, again.Changed, again.Unchanged).ShouldBe((0, 1, 2));
        (await commerce.Services.GetRequiredService<ILocations>().FindAsync(all[2].Id, Token))!.Name.ShouldBe("Harbourside");
        (await Import("[{\"id\": 1,")).Refused.ShouldHaveSingleItem().Row.ShouldBe(1);
    }

    [Fact]
    public async Task Locations_are_listed_by_name_or_by_distance_and_by_what_they_do()
    {
        await using var other = new CommerceFixture();
        await other.InitializeAsync();
        foreach (var (name, point) in new[] { ("Leeds", new GeoPoint(53.8, -1.55)), ("Bath", new GeoPoint(51.38, -2.36)), ("York", new GeoPoint(53.96, -1.08)), ("Web", null) })
            await other.Send(new SaveLocation { Reference = name, Name = name, Point = point, Services = name == "Web" ? [LocationService.ShipsFrom] : [LocationService.Sells] });
        var list = other.Services.GetRequiredService<ListLocations>();
        var oxford = new GeoPoint(51.75, -1.26);

        (await Names(null, null, null)).ShouldBe(["Bath", "Leeds", "Web", "York"]);
        (await Names(null, oxford, null)).ShouldBe(["Bath", "Leeds", "York", "Web"]);
        (await Names(null, null, LocationService.ShipsFrom)).ShouldBe(["Web"]);
        var first = await list.PageAsync(PageRequest.Of(2, null), oxford, null, Token);
        first.PageInfo.HasNextPage.ShouldBeTrue();
        (await first.CountAll(Token)).ShouldBe(4);
        (await Names(first.PageInfo.EndCursor, oxford, null)).ShouldBe(["York", "Web"]);
        (await Should.ThrowAsync<GraphQLException>(() => Names("x", null, null))).Code.ShouldBe("BAD_USER_INPUT");
        (await Should.ThrowAsync<GraphQLException>(() => Names(null, new GeoPoint(0, 181), null))).Code.ShouldBe("BAD_USER_INPUT");

        async Task<string[]> Names(string? after, GeoPoint? near, LocationService? service) =>
            [.. (await list.PageAsync(PageRequest.Of(null, after), near, service, Token)).Edges.Select(edge => edge.Node.Name)];
    }

    [Fact]
    public async Task Real_stores_are_all_taken()
    {
        var file = SharedData.Path("stores.json");
        await using var other = new CommerceFixture();
        await other.InitializeAsync();
        var report = await Run(other, file);
        report.Rows.ShouldBe(1565);
        report.Created.ShouldBe(1565);
        report.Refused.ShouldBeEmpty();
        var all = await other.Services.GetRequiredService<ILocations>().AllAsync(Token);
        all.Count(location => location.Services.Contains(LocationService.ShipsFrom)).ShouldBe(1037);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<ImportReport> Import(string json)
    {
        using var file = new TemporaryFile(json);
        return await Run(commerce, file.Path);
    }

    private static async Task<ImportReport> Run(CommerceFixture commerce, string file)
    {
        await using var scope = commerce.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<IImport>().Single(import => import.Name == "locations").RunAsync(file, new Progress<int>(), Token);
    }
}
