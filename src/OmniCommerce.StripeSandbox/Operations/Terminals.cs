using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Stores, their readers, and what readers show. What readers charge is in <see cref="ReaderActions"/>.</summary>
internal static class Terminals
{
    public const string LocationKind = "terminal.location";
    public const string ReaderKind = "terminal.reader";

    private static readonly Dictionary<string, string> SimulatedDevices = new(StringComparer.Ordinal)
    {
        ["simulated-wpe"] = "simulated_wisepos_e",
        ["simulated-s700"] = "simulated_stripe_s700",
        ["simulated-s710"] = "simulated_stripe_s710",
    };

    public static Task<Outcome> CreateLocationAsync(Call call)
    {
        var location = new Location
        {
            Id = call.Work.NewId("tml"),
            Address = call.Parameters.As<Address>("address") ?? throw StripeError.Invalid("address", "Missing required param: address.", "parameter_missing"),
            DisplayName = call.Parameters.Text("display_name")
                ?? throw StripeError.Invalid("display_name", "Missing required param: display_name.", "parameter_missing"),
            Metadata = call.Parameters.MergedInto(null),
        };
        call.Work.Save(location);
        return Task.FromResult<Outcome>(location);
    }

    public static Task<Outcome> RetrieveLocationAsync(Call call) => Lists.RetrieveOrDeletedAsync(call, LocationKind);

    public static async Task<Outcome> UpdateLocationAsync(Call call)
    {
        var location = await call.Work.GetAsync<Location>(call.Id, LocationKind);
        location.Address = call.Parameters.As<Address>("address") ?? location.Address;
        location.DisplayName = call.Parameters.Text("display_name") ?? location.DisplayName;
        location.Metadata = call.Parameters.MergedInto(location.Metadata);
        call.Work.Save(location);
        return location;
    }

    public static async Task<Outcome> DeleteLocationAsync(Call call)
    {
        var location = await call.Work.GetAsync<Location>(call.Id, LocationKind);
        var deleted = new Deleted { Id = location.Id, Kind = LocationKind };
        call.Work.Delete(location, deleted);
        return deleted;
    }

    public static Task<Outcome> ListLocationsAsync(Call call) => Lists.PageAsync(call, LocationKind);

    public static async Task<Outcome> CreateReaderAsync(Call call)
    {
        var code = call.Parameters.Text("registration_code")!;
        if (!SimulatedDevices.TryGetValue(code, out var device))
        {
            throw StripeError.Invalid(
                "registration_code", $"No reader shows this registration code. The sandbox has simulated readers: {string.Join(", ", SimulatedDevices.Keys)}.", "resource_missing");
        }

        var location = call.Parameters.Text("location");
        if (location is not null)
            await call.Work.GetAsync<Location>(location, LocationKind, "location");
        var id = call.Work.NewId("tmr");
        var reader = new Reader
        {
            Id = id,
            DeviceType = device,
            Label = call.Parameters.Text("label") ?? $"Simulated reader {id[^6..]}",
            LastSeenAt = call.Now * 1000,
            Location = location,
            Metadata = call.Parameters.MergedInto(null),
            SerialNumber = $"simulated-{id[^12..]}",
        };
        call.Work.Save(reader);
        return reader;
    }

    public static Task<Outcome> RetrieveReaderAsync(Call call) => Lists.RetrieveOrDeletedAsync(call, ReaderKind);

    public static async Task<Outcome> UpdateReaderAsync(Call call)
    {
        var reader = await call.Work.GetAsync<Reader>(call.Id, ReaderKind);
        reader.Label = call.Parameters.Text("label") ?? reader.Label;
        reader.Metadata = call.Parameters.MergedInto(reader.Metadata);
        call.Work.Save(reader);
        return reader;
    }

    public static async Task<Outcome> DeleteReaderAsync(Call call)
    {
        var reader = await call.Work.GetAsync<Reader>(call.Id, ReaderKind);
        var deleted = new DeletedReader { Id = reader.Id, DeviceType = reader.DeviceType, SerialNumber = reader.SerialNumber };
        call.Work.Delete(reader, deleted);
        return deleted;
    }

    public static Task<Outcome> ListReadersAsync(Call call) => Lists.PageAsync(
        call, ReaderKind, parent: call.Parameters.Text("location"), also: Lists.FieldsEqual(call.Parameters, "device_type", "serial_number", "status"));

    public static async Task<Outcome> CreateConnectionTokenAsync(Call call)
    {
        if (call.Parameters.Text("location") is { } location)
            await call.Work.GetAsync<Location>(location, LocationKind, "location");
        return Outcome.Of($$"""{"object":"terminal.connection_token","secret":"pst_test_{{Guid.NewGuid():N}}"}""");
    }

    public static async Task<Outcome> SetReaderDisplayAsync(Call call)
    {
        var reader = await ReaderActions.FreeReaderAsync(call);
        var cart = call.Parameters.As<DisplayedCart>("cart") ?? throw StripeError.Invalid("cart", "Missing required param: cart.", "parameter_missing");
        reader.Action = new ReaderAction
        {
            Type = "set_reader_display",
            Status = ReaderAction.Succeeded,
            SetReaderDisplay = new SetReaderDisplay(cart),
        };
        call.Work.Save(reader, "terminal.reader.action_succeeded");
        return reader;
    }
}
