using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Features;

internal sealed class ListWebhookEndpointsHandler(IDbContextFactory<CommerceDbContext> contexts, TimeProvider clock)
    : IRequestHandler<ListWebhookEndpoints, IReadOnlyList<WebhookEndpoint>>
{
    public async Task<IReadOnlyList<WebhookEndpoint>> Handle(ListWebhookEndpoints request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Set<Delivery>().Where(delivery => delivery.Status == DeliveryStatus.Waiting)
            .GroupBy(delivery => delivery.EndpointId).Select(of => new { of.Key, Count = of.Count() })
            .ToDictionaryAsync(of => of.Key, of => of.Count, cancellationToken);
        var endpoints = await db.Set<Endpoint>().AsNoTracking().OrderBy(endpoint => endpoint.CreatedAt).ToListAsync(cancellationToken);
        return endpoints.ConvertAll(endpoint => new WebhookEndpoint(
            endpoint.Id,
            endpoint.Url,
            endpoint.Types.Split(','),
            endpoint.DisabledBecause,
            endpoint.PausedUntil > now ? endpoint.PausedUntil : null,
            waiting.GetValueOrDefault(endpoint.Id)));
    }
}

internal sealed class ListWebhookDeliveriesHandler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<ListWebhookDeliveries, IReadOnlyList<WebhookDelivery>>
{
    public async Task<IReadOnlyList<WebhookDelivery>> Handle(ListWebhookDeliveries request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deliveries = await db.Set<Delivery>().AsNoTracking()
            .Where(delivery => request.EndpointId == null || delivery.EndpointId == request.EndpointId)
            .OrderByDescending(delivery => delivery.RaisedAt).Take(request.AtMost).ToListAsync(cancellationToken);
        return deliveries.ConvertAll(delivery => new WebhookDelivery(
            delivery.Id,
            delivery.EndpointId,
            Delivery.MessageIdOf(delivery.EventId),
            delivery.Type,
            delivery.Status,
            delivery.RaisedAt,
            delivery.Attempts,
            delivery.Status == DeliveryStatus.Waiting ? delivery.DueAt : null,
            delivery.LastError ?? delivery.LastStatus?.ToString()));
    }
}
