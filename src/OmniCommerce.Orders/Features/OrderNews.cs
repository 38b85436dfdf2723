using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Features;

/// <summary>Tells of an order's changes: its events, which are never lost, and after the commit those who watch it live.</summary>
internal sealed class OrderNews(EventOutbox outbox, CommitActions commit, IBroadcast broadcast)
{
    /// <summary>The stream of an order's events.</summary>
    public static string StreamOf(Order order) => $"order:{order.Id}";

    /// <summary>Tells what happened to an order whose row this transaction has taken.</summary>
    public void Tell(Order order, params ReadOnlySpan<IEvent> happened)
    {
        foreach (var one in happened)
            outbox.Raise(StreamOf(order), one, order.Version);
        var id = order.Id;
        commit.AfterCommit(() => broadcast.Publish(OrderChanged.Topic(id), new OrderChanged(id)));
    }

    /// <summary>Tells of a return without an order.</summary>
    public void Tell(ReturnId id, ItemsReturned returned) => outbox.Raise($"return:{id}", returned, sequence: 1);
}
