using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Writes down what is done to orders, in the transaction that does it.</summary>
internal sealed class OrderHistory(CommerceDbContext db, TimeProvider clock)
{
    public void Write(Order order, Caller caller, OrderChangeKind kind, string what, string? note = null, long? refunded = null, DateTimeOffset? at = null)
    {
        var now = clock.GetUtcNow();
        db.Add(new OrderChange
        {
            Id = Guid.CreateVersion7(now),
            OrderId = order.Id,
            Kind = kind,
            At = at ?? now,
            Channel = caller.Channel,
            DeviceId = caller.DeviceId,
            CustomerId = caller.CustomerId,
            By = caller.DeviceName,
            What = what,
            Note = note,
            Refunded = refunded,
        });
    }
}

/// <summary>What was done to these orders since they were placed, the first first.</summary>
internal sealed record HistoryOf(IReadOnlyCollection<OrderId> OrderIds) : IRequest<ILookup<OrderId, OrderChange>>
{
    internal sealed class Handler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<HistoryOf, ILookup<OrderId, OrderChange>>
    {
        public async Task<ILookup<OrderId, OrderChange>> Handle(HistoryOf request, CancellationToken cancellationToken)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var changes = await db.Set<OrderChange>().AsNoTracking()
                .Where(change => request.OrderIds.Contains(change.OrderId))
                .OrderBy(change => change.At).ThenBy(change => change.Id)
                .ToListAsync(cancellationToken);
            return changes.ToLookup(change => change.OrderId);
        }
    }
}
