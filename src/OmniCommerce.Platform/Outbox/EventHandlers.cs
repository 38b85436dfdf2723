using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Which handlers there are for which event.</summary>
internal sealed class EventHandlers(EventTypes types, IEnumerable<EventHandlers.Registration> registrations)
{
    private readonly EventHandling[] _ofAll = [.. registrations.Where(of => of.Event is null).Select(EventHandling (of) => new HandlingOfAll(of.Handler))];

    private readonly FrozenDictionary<Type, EventHandling[]> _ofType = registrations.Where(of => of.Event is not null).GroupBy(of => of.Event!)
        .ToFrozenDictionary(of => of.Key, of => of.Select(one => Typed(one.Event!, one.Handler)).ToArray());

    /// <summary>Registers a handler if the type is one.</summary>
    public static void Add(IServiceCollection services, Type type)
    {
        foreach (var service in type.GetInterfaces())
        {
            if (service == typeof(IAllEventsHandler))
                services.AddTransient(type).AddSingleton(new Registration(null, type));
            else if (service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IEventHandler<>))
                services.AddTransient(type).AddSingleton(new Registration(service.GetGenericArguments()[0], type));
        }
    }

    /// <summary>What is to be done for an event.</summary>
    /// <exception cref="InvalidOperationException">This version of the program does not know the event; a newer one, on another node, does.</exception>
    public IEnumerable<EventHandling> For(RaisedEvent raised)
    {
        var type = types.Find(raised.Type, raised.Version)
            ?? throw new InvalidOperationException($"There is no event {raised.Type} version {raised.Version} in this version of the program.");
        return _ofType.TryGetValue(type, out var handlings) ? [.. handlings, .. _ofAll] : _ofAll;
    }

    private static EventHandling Typed(Type happened, Type handler) =>
        (EventHandling)Activator.CreateInstance(typeof(HandlingOf<>).MakeGenericType(happened), handler)!;

    /// <summary>A handler of one type of event, or of all.</summary>
    internal sealed record Registration(Type? Event, Type Handler);

    private sealed class HandlingOf<TEvent>(Type handler) : EventHandling(handler)
        where TEvent : class, IEvent
    {
        public override ValueTask<bool> IsWantedAsync(IServiceProvider services, RaisedEvent raised, CancellationToken cancellationToken) => ValueTask.FromResult(true);

        public override Task HandleAsync(IServiceProvider services, RaisedEvent raised, CancellationToken cancellationToken) =>
            Handler<IEventHandler<TEvent>>(services).HandleAsync((TEvent)EventJson.Read(typeof(TEvent), raised.Payload), raised, cancellationToken);
    }

    private sealed class HandlingOfAll(Type handler) : EventHandling(handler)
    {
        public override ValueTask<bool> IsWantedAsync(IServiceProvider services, RaisedEvent raised, CancellationToken cancellationToken) =>
            Handler<IAllEventsHandler>(services).WantsAsync(raised, cancellationToken);

        public override Task HandleAsync(IServiceProvider services, RaisedEvent raised, CancellationToken cancellationToken) =>
            Handler<IAllEventsHandler>(services).HandleAsync(raised, cancellationToken);
    }
}

/// <summary>One handler, whatever it handles.</summary>
internal abstract class EventHandling(Type handler)
{
    /// <summary>The name by which the inbox knows it.</summary>
    public string Name { get; } = handler.FullName!;

    /// <summary>Whether there is anything to do; asked outside of any transaction.</summary>
    public abstract ValueTask<bool> IsWantedAsync(IServiceProvider services, RaisedEvent raised, CancellationToken cancellationToken);

    /// <summary>Does it, in the scope and transaction that is running.</summary>
    public abstract Task HandleAsync(IServiceProvider services, RaisedEvent raised, CancellationToken cancellationToken);

    protected T Handler<T>(IServiceProvider services) => (T)services.GetRequiredService(handler);
}
