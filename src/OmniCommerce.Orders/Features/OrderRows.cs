using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

internal static class OrderRows
{
    /// <summary>The order, to be changed; null when there is none. Whoever comes next waits until this transaction ends, and then reads what it left.</summary>
    public static async Task<Order?> LockOrderAsync(this CommerceDbContext db, OrderId id, bool withLines, CancellationToken cancellationToken)
    {
        var found = await db.Set<Order>().Where(order => order.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
        if (found == 0)
            return null;
        var orders = withLines ? db.Set<Order>().Include(order => order.Lines) : db.Set<Order>().AsQueryable();
        return await orders.SingleAsync(order => order.Id == id, cancellationToken);
    }

    /// <summary>Why the caller gets nothing of this order; null when they do. What is not paid is no order yet.</summary>
    public static Refusal? RefuseTo(Caller caller, OrderId id, Order? order) => order switch
    {
        null or { Status: OrderStatus.Pending or OrderStatus.Failed } => new NotFound(id.ToString(), "order"),
        _ when !MaySee(caller, order.CustomerId, order.SessionId) => new Forbidden("The order belongs to another shopper."),
        _ => null,
    };

    /// <summary>The conflict when the order, locked by now, is not as the caller saw it; null when it is, or when they do not say.</summary>
    public static VersionConflict? ChangedSince(Order order, int? seen)
    {
        // The lock has raised the version by one.
        var stood = checked((int)(order.Version - 1));
        return seen is null || seen == stood ? null : new VersionConflict(stood);
    }

    /// <summary>Whether the caller may see and change an order: it is their own, or, for a guest's, of their session, or a till asks.</summary>
    public static bool MaySee(Caller caller, CustomerId? customer, SessionId? session) =>
        caller.IsTill || (customer is null ? session is not null && session == caller.SessionId : customer == caller.CustomerId);
}

/// <summary>Where an order stands, and why, when it ended before its time; when it was started, and which node is at it.</summary>
internal sealed record OrderStanding(OrderStatus Status, string? EndedBecause, DateTimeOffset StartedAt, Guid? NodeId);

/// <summary>How an order stands.</summary>
internal sealed record FindOrderStatus(OrderId OrderId) : IRequest<OrderStanding>
{
    internal sealed class Handler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<FindOrderStatus, OrderStanding>
    {
        public async Task<OrderStanding> Handle(FindOrderStatus request, CancellationToken cancellationToken)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Set<Order>().Where(order => order.Id == request.OrderId)
                .Select(order => new OrderStanding(order.Status, order.EndedBecause, order.StartedAt, order.NodeId))
                .SingleAsync(cancellationToken);
        }
    }
}

/// <summary>From now on this node is at a pending order, so that others leave it alone while it lives.</summary>
internal sealed record TakeOrderUp(OrderId OrderId) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, ThisNode node) : IRequestHandler<TakeOrderUp, Result<Done>>
    {
        public async Task<Result<Done>> Handle(TakeOrderUp command, CancellationToken cancellationToken)
        {
            await db.Set<Order>().Where(order => order.Id == command.OrderId && order.Status == OrderStatus.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.NodeId, node.Id), cancellationToken);
            return default(Done);
        }
    }
}
