namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Does something because of an event, in a transaction of its own: what it changes in the database, commands that it sends and events that it
/// raises are one commit together with the note that it is done, so that each event has its effect once. When it throws, all of that is rolled
/// back and it is called again, later and later; the stream's next events wait for it. It calls no other system, which could not be rolled back.
/// </summary>
/// <remarks>Found by its capability's registration. It is known by the name of its class, by which an event that was half done goes on.</remarks>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventHandler<TEvent>
    where TEvent : class, IEvent
{
    /// <summary>Does it. Has seconds, not minutes: the token ends it.</summary>
    Task HandleAsync(TEvent happened, RaisedEvent raised, CancellationToken cancellationToken);
}

/// <summary>Hears of every event, whatever its type; otherwise like <see cref="IEventHandler{TEvent}"/>.</summary>
public interface IAllEventsHandler
{
    /// <summary>Whether there is anything to do for the event. Asked before a transaction is opened; answers from memory.</summary>
    ValueTask<bool> WantsAsync(RaisedEvent raised, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventHandler{TEvent}.HandleAsync"/>
    Task HandleAsync(RaisedEvent raised, CancellationToken cancellationToken);
}

/// <summary>An event as it is stored.</summary>
/// <param name="Id">The event's id; the same however often it is handled.</param>
/// <param name="Type">What it is called: <c>order.placed</c>.</param>
/// <param name="Version">Which form of its fields it has.</param>
/// <param name="Stream">Whose event it is: <c>order:…</c>.</param>
/// <param name="Payload">Its fields, as JSON.</param>
/// <param name="RaisedAt">When it was raised.</param>
public sealed record RaisedEvent(Guid Id, string Type, int Version, string Stream, string Payload, DateTimeOffset RaisedAt);
