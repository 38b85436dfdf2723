using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>The events of a range of time, as far as they are still kept, the oldest first.</summary>
/// <param name="From">The range's beginning.</param>
/// <param name="Until">The range's end, not included.</param>
/// <param name="AtMost">How many.</param>
public sealed record RaisedBetween(DateTimeOffset From, DateTimeOffset Until, int AtMost) : IRequest<IReadOnlyList<RaisedEvent>>
{
    internal sealed class Handler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<RaisedBetween, IReadOnlyList<RaisedEvent>>
    {
        public async Task<IReadOnlyList<RaisedEvent>> Handle(RaisedBetween request, CancellationToken cancellationToken)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Set<OutboxEvent>().Where(happened => happened.RaisedAt >= request.From && happened.RaisedAt < request.Until)
                .OrderBy(happened => happened.RaisedAt).Take(request.AtMost)
                .Select(happened => new RaisedEvent(happened.Id, happened.Type, happened.Version, happened.Stream, happened.Payload, happened.RaisedAt))
                .ToListAsync(cancellationToken);
        }
    }
}
