using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Webhooks.Domain;

/// <summary>What events are called outside, and which of them an endpoint wants.</summary>
internal static class EventNames
{
    public const string All = "*";

    /// <summary>The event's name; another form of its fields has another name, so that those who know only the first get no other.</summary>
    public static string Of(RaisedEvent raised) => Of(raised.Type, raised.Version);

    /// <inheritdoc cref="Of(RaisedEvent)"/>
    public static string Of(string type, int version) => version == 1 ? type : $"{type}.v{version}";

    /// <summary>Whether an endpoint that wants these wants this.</summary>
    public static bool Want(string types, string type) => types == All || types.Split(',').Contains(type);
}
