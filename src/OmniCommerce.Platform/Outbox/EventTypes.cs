using System.Reflection;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Every event that the capabilities know, by its class and by its name.</summary>
public sealed class EventTypes
{
    private readonly Dictionary<(string Name, int Version), Type> _classes = [];
    private readonly Dictionary<Type, EventTypeAttribute> _names = [];

    /// <summary>Finds the events of the capabilities.</summary>
    /// <exception cref="InvalidOperationException">An event has no name, or two have the same.</exception>
    public EventTypes(IEnumerable<Capability> capabilities)
    {
        var events = capabilities.Select(capability => capability.Assembly).Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IEvent)));
        foreach (var type in events)
        {
            var name = type.GetCustomAttribute<EventTypeAttribute>() ?? throw new InvalidOperationException($"The event {type} has no [EventType].");
            if (!_classes.TryAdd((name.Name, name.Version), type))
                throw new InvalidOperationException($"Two events are named {name.Name} version {name.Version}: {_classes[(name.Name, name.Version)]} and {type}.");
            _names.Add(type, name);
        }
    }

    /// <summary>All events.</summary>
    public IEnumerable<Type> All => _names.Keys;

    /// <summary>Their names.</summary>
    public IEnumerable<EventTypeAttribute> Names => _names.Values;

    internal EventTypeAttribute Of(Type type) =>
        _names.TryGetValue(type, out var name) ? name : throw new InvalidOperationException($"{type} belongs to no registered capability.");

    /// <summary>The class of a stored event; null when this version of the program does not know it.</summary>
    internal Type? Find(string name, int version) => _classes.GetValueOrDefault((name, version));
}
