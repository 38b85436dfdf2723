using MediatR;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[ObjectType<PlacedOrder>]
internal static class OrderType
{
    [NodeResolver]
    public static Task<PlacedOrder?> Find(OrderId id, Caller caller, FindOrders orders, CancellationToken cancellationToken) =>
        orders.ByIdAsync(id, caller, cancellationToken);

    /// <summary>Where the payment stands, over all tenders.</summary>
    public static async ValueTask<PaymentStatus> PaymentStatus([Parent] PlacedOrder order, TendersByOrder tenders, CancellationToken cancellationToken) =>
        OrderPayment.StatusOf(await tenders.LoadAsync(order.Id, cancellationToken) ?? []);

    /// <summary>By what it is paid, in the shopper's order.</summary>
    public static async ValueTask<IReadOnlyList<Tender>> Tenders([Parent] PlacedOrder order, TendersByOrder tenders, CancellationToken cancellationToken) =>
        await tenders.LoadAsync(order.Id, cancellationToken) ?? [];

    /// <summary>Whether the bank of a shopper's card asks about its payment, or has taken some of it back. Its goods can leave all the same: that is for people to decide.</summary>
    public static async ValueTask<bool> Disputed([Parent] PlacedOrder order, TendersByOrder tenders, CancellationToken cancellationToken) =>
        (await tenders.LoadAsync(order.Id, cancellationToken) ?? []).Any(tender => tender.Dispute is not (null or DisputeState.InquiryClosed or DisputeState.Won));

    /// <summary>What was done to it, by whom, from which channel and when, the first first.</summary>
    public static async ValueTask<IReadOnlyList<OrderHistoryEntry>> History([Parent] PlacedOrder order, HistoryByOrder history, CancellationToken cancellationToken)
    {
        var placed = new OrderHistoryEntry(order.PlacedAt, OrderChangeKind.Placed, order.Channel, "", $"Placed for {order.Total}.", null, null);
        var changes = await history.LoadAsync(order.Id, cancellationToken) ?? [];
        return [placed, .. changes.Select(change => new OrderHistoryEntry(
            change.At, change.Kind, change.Channel, change.By, change.What, change.Note, change.Refunded is { } amount ? new Money(amount, order.Total.Currency) : null))];
    }
}

[ObjectType<Customer>]
internal static class CustomerOrderFields
{
    /// <summary>The customer's orders, the newest first.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="first">How many; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="orders">Reads them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    [ListSize(AssumedSize = PageRequest.DefaultSize)]
    public static Task<Connection<PlacedOrder>> Orders([Parent] Customer customer, int? first, string? after, FindOrders orders, CancellationToken cancellationToken) =>
        orders.OfCustomerAsync(customer.Id, PageRequest.Of(first, after), cancellationToken);
}

[ObjectType<StoreLocation>]
internal static class LocationReaderFields
{
    /// <summary>For tills: the card readers that stand here. Nobody else sees any.</summary>
    public static async ValueTask<IReadOnlyList<Reader>> Readers([Parent] StoreLocation location, Caller caller, ReadersByLocation readers, CancellationToken cancellationToken) =>
        caller.IsTill ? await readers.LoadAsync(location.Id, cancellationToken) ?? [] : [];
}

/// <summary>Loads the tenders of one level's orders together.</summary>
internal sealed class TendersByOrder(IMediator mediator) : DataLoader<OrderId, IReadOnlyList<Tender>>
{
    protected override async Task<IReadOnlyDictionary<OrderId, IReadOnlyList<Tender>>> LoadBatchAsync(IReadOnlyList<OrderId> keys, CancellationToken cancellationToken)
    {
        var tenders = await mediator.Send(new TendersOf(keys), cancellationToken);
        return tenders.ToDictionary(of => of.Key, IReadOnlyList<Tender> (of) => [.. of]);
    }
}

/// <summary>Loads the history of one level's orders together.</summary>
internal sealed class HistoryByOrder(IMediator mediator) : DataLoader<OrderId, IReadOnlyList<OrderChange>>
{
    protected override async Task<IReadOnlyDictionary<OrderId, IReadOnlyList<OrderChange>>> LoadBatchAsync(IReadOnlyList<OrderId> keys, CancellationToken cancellationToken)
    {
        var history = await mediator.Send(new HistoryOf(keys), cancellationToken);
        return history.ToDictionary(of => of.Key, IReadOnlyList<OrderChange> (of) => [.. of]);
    }
}

/// <summary>Loads the readers of one level's locations together.</summary>
internal sealed class ReadersByLocation(IMediator mediator) : DataLoader<LocationId, IReadOnlyList<Reader>>
{
    protected override async Task<IReadOnlyDictionary<LocationId, IReadOnlyList<Reader>>> LoadBatchAsync(IReadOnlyList<LocationId> keys, CancellationToken cancellationToken)
    {
        var readers = await mediator.Send(new ReadersAt(keys), cancellationToken);
        return readers.ToDictionary(at => at.Key, IReadOnlyList<Reader> (at) => [.. at]);
    }
}
