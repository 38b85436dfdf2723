using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.IntegrationTests.Platform.Outbox;

/// <summary>What is stored and sent stays readable: the text of each event is in a file of the folder <c>Events</c>, which is never changed.</summary>
public sealed class EventTypesTests(CommerceFixture commerce) : IClassFixture<CommerceFixture>
{
    private static readonly IEnumerable<Assembly> Programs = Directory.EnumerateFiles(AppContext.BaseDirectory, "OmniCommerce.*.dll")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => !name.EndsWith("Tests", StringComparison.Ordinal)).Select(Assembly.Load);

    private readonly EventTypes _types = commerce.Services.GetRequiredService<EventTypes>();

    public static TheoryData<Type> Types => [.. Programs.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && type.IsAssignableTo(typeof(IEvent)))];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_is_read_from_its_file_and_written_as_it_is_there(Type type)
    {
        var name = _types.Of(type);
        var file = Path.Combine(AppContext.BaseDirectory, "Platform", "Outbox", "Events", $"{name.Name}.v{name.Version}.json");
        File.Exists(file).ShouldBeTrue($"Write {Path.GetFileName(file)}: the event with a value in every field.");
        var stored = File.ReadAllText(file).Trim();

        var happened = EventJson.Read(type, stored);

        EventJson.Write(happened).ShouldBe(stored);
        foreach (var property in type.GetProperties())
            property.GetValue(happened).ShouldNotBeNull($"{property.Name} has no value in {Path.GetFileName(file)}.");
        _types.Find(name.Name, name.Version).ShouldBe(type);
    }

    [Fact]
    public void No_file_is_left_without_its_event()
    {
        var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Platform", "Outbox", "Events"), "*.json").Select(Path.GetFileNameWithoutExtension);
        var names = _types.All.Select(type => _types.Of(type)).Select(type => $"{type.Name}.v{type.Version}");
        files.Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_id_in_an_event_is_the_id_that_the_api_takes()
    {
        var id = NewId.Of<CustomerId>(TimeProvider.System);
        var written = JsonNode.Parse(EventJson.Write(new CustomerRegistered(id, Channel.Web)))!["customerId"]!.GetValue<string>();

        GlobalId.TryRead(written, out var type, out var value).ShouldBeTrue();
        (type, value).ShouldBe(("Customer", id.Value));
    }

    [Fact]
    public void An_id_of_another_kind_is_not_taken()
    {
        var order = """{"customerId":"T3JkZXIBjzwuAABwAIAAAAAAAAAB","channel":"WEB"}""";
        Should.Throw<JsonException>(() => EventJson.Read(typeof(CustomerRegistered), order));
    }

    [Fact]
    public void Two_events_of_one_name_stop_the_program() =>
        Should.Throw<InvalidOperationException>(() => new EventTypes([new Capability(new TwoOfOneName())])).Message.ShouldContain("customer.registered version 1");

    private sealed class TwoOfOneName : Assembly
    {
        public override Type[] GetTypes() => [typeof(CustomerRegistered), typeof(CustomerRegistered)];
    }
}
