using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Inventory.Features;

/// <summary>
/// <c>import locations FILE.json</c>: an array of stores, each with id, type, name, address, city, state, zip, country, location (lat, lon), hours
/// and services. What a store does comes of its type; services that name one of ours add to it, all others are noted.
/// </summary>
internal sealed class ImportLocations(IServiceScopeFactory scopes) : IImport
{
    private const string Warehouse = "Warehouse";

    // The type whose stores are large enough to send goods from.
    private const string BigStore = "BigBox";

    public string Name => "locations";

    public async Task<ImportReport> RunAsync(string file, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var refused = new List<RefusedRow>();
        var unmapped = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (rows, created, changed, unchanged) = (0, 0, 0, 0);
        try
        {
            await using var stream = File.OpenRead(file);
            await foreach (var store in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, cancellationToken: cancellationToken))
            {
                rows++;
                if (rows % 100 == 0)
                    progress.Report(rows);
                if (Read(store, rows, refused, unmapped) is not { } location)
                    continue;
                var saved = await SaveAsync(location, cancellationToken);
                if (!saved.Try(out var result, out var refusals))
                    refused.AddRange(refusals.Select(refusal => new RefusedRow(rows, (refusal as InvalidInput)?.Path[0] ?? "", refusal.Message)));
                else if (result.Created)
                    created++;
                else if (result.Changed)
                    changed++;
                else
                    unchanged++;
            }
        }
        catch (JsonException)
        {
            refused.Add(new RefusedRow(rows + 1, "", "From here on the file cannot be read: it is not a JSON array of stores."));
        }

        progress.Report(rows);
        return new ImportReport(rows, created, changed, unchanged, refused, [.. unmapped.Select(entry => $"The service '{entry.Key}' of {entry.Value} stores is none of ours and was left out.")]);
    }

    private async Task<Result<SavedLocation>> SaveAsync(SaveLocation location, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(location, cancellationToken);
    }

    private static SaveLocation? Read(JsonElement store, int row, List<RefusedRow> refused, SortedDictionary<string, int> unmapped)
    {
        if (store.ValueKind != JsonValueKind.Object)
            return Refuse("", "A store is an object.");
        if (Text(store, "id") is not { } reference)
            return Refuse("id", "The id is missing; it tells the store from the others.");
        if (Text(store, "name") is not { } name)
            return Refuse("name", "The name is missing.");
        if (!TryPoint(store, out var point))
            return Refuse("location", "A place is {\"lat\": degrees, \"lon\": degrees}.");
        return new SaveLocation
        {
            Reference = reference,
            Name = name,
            Street = string.Join(", ", new[] { Text(store, "address"), Text(store, "address2") }.OfType<string>()) is { Length: > 0 } street ? street : null,
            City = Text(store, "city"),
            Region = Text(store, "state"),
            PostalCode = Text(store, "zip"),
            Country = Text(store, "country"),
            Point = point,
            OpeningHours = Text(store, "hours"),
            Services = [.. ServicesOf(store, unmapped)],
        };

        SaveLocation? Refuse(string field, string reason)
        {
            refused.Add(new RefusedRow(row, field, reason));
            return null;
        }
    }

    private static HashSet<LocationService> ServicesOf(JsonElement store, SortedDictionary<string, int> unmapped)
    {
        HashSet<LocationService> services = Text(store, "type") switch
        {
            Warehouse => [LocationService.ShipsFrom],
            BigStore => [LocationService.Sells, LocationService.Collection, LocationService.Returns, LocationService.ShipsFrom],
            _ => [LocationService.Sells, LocationService.Collection, LocationService.Returns],
        };
        if (!store.TryGetProperty("services", out var named) || named.ValueKind != JsonValueKind.Array)
            return services;
        foreach (var text in named.EnumerateArray().Where(service => service.ValueKind == JsonValueKind.String).Select(service => service.GetString()!.Trim()))
        {
            if (Enum.TryParse<LocationService>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var ours) && Enum.IsDefined(ours))
                services.Add(ours);
            else
                unmapped[text] = unmapped.GetValueOrDefault(text) + 1;
        }

        return services;
    }

    private static string? Text(JsonElement store, string property)
    {
        if (!store.TryGetProperty(property, out var value))
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    // No place at all is fine; half of one is a mistake.
    private static bool TryPoint(JsonElement store, out GeoPoint? point)
    {
        point = null;
        if (!store.TryGetProperty("location", out var place) || place.ValueKind == JsonValueKind.Null)
            return true;
        if (place.ValueKind != JsonValueKind.Object || !TryDegrees(place, "lat", out var latitude) || !TryDegrees(place, "lon", out var longitude))
            return false;
        point = new GeoPoint(latitude, longitude);
        return true;
    }

    private static bool TryDegrees(JsonElement place, string property, out double degrees) =>
        double.TryParse(Text(place, property), NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && double.IsFinite(degrees);
}
