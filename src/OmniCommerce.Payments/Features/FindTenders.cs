using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class TendersOfHandler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<TendersOf, ILookup<OrderId, Tender>>, ITenders
{
    public async Task<ILookup<OrderId, Tender>> Handle(TendersOf request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfAsync(db, request.OrderIds, cancellationToken);
    }

    public async Task<ILookup<OrderId, Tender>> OfAsync(CommerceDbContext db, IReadOnlyCollection<OrderId> orderIds, CancellationToken cancellationToken)
    {
        var tenders = await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => orderIds.Contains(tender.OrderId))
            .OrderBy(tender => tender.Position)
            .ToListAsync(cancellationToken);
        return tenders.ToLookup(tender => tender.OrderId, tender => tender.ToContract());
    }
}

internal static class TenderQueries
{
    /// <summary>All tenders of an order, to be changed.</summary>
    public static Task<List<OrderTender>> TendersOfAsync(this CommerceDbContext db, OrderId orderId, CancellationToken cancellationToken) =>
        db.Set<OrderTender>().Where(tender => tender.OrderId == orderId).OrderBy(tender => tender.Position).ToListAsync(cancellationToken);

    /// <summary>An order's tenders in one state, as the provider is to be asked about them.</summary>
    public static async Task<List<OrderTender>> TendersAsync(
        this IDbContextFactory<CommerceDbContext> contexts, OrderId orderId, TenderState state, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OrderTender>().AsNoTracking()
            .Where(tender => tender.OrderId == orderId && tender.State == state)
            .OrderBy(tender => tender.Position)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The capture that is under way.</summary>
    public static CaptureRequest ToCapture(this OrderTender tender) => new(
        tender.Captures, $"{tender.Key}:capture:{tender.Captures}", tender.IntentId!, new Money(tender.Asked - tender.Confirmed, tender.Currency), tender.AskedAt!.Value)
    {
        TakenWithIt = new Money(tender.Asked, tender.Currency),
        IsLast = tender.AsksForLast,
    };

    public static SoughtPayment ToSought(this OrderTender tender) => new(tender.Key, tender.IntentId, tender.OpenedAt);
}
