namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Something that has happened, which others may hear of: a small public record in a capability's contracts, with an
/// <see cref="EventTypeAttribute"/>. It says what happened and to whom, and as little more as a listener needs to decide whether to ask. It is
/// stored and sent out, so what is in it stays: fields may be added, never renamed or removed; a change beyond that is a new record with the next
/// version, and the old one stays as long as rows of it do.
/// </summary>
public interface IEvent;

/// <summary>Names an event for good, whatever its class is called.</summary>
/// <param name="name">What it is stored and sent as: <c>order.placed</c>. At most 64 characters.</param>
/// <param name="version">Which form of its fields it has, from 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name, int version = 1) : Attribute
{
    /// <summary>What it is stored and sent as.</summary>
    public string Name { get; } = name;

    /// <summary>Which form of its fields it has.</summary>
    public int Version { get; } = version;
}
