using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Looks for events that are not handled as they should be: left to people, or overtaken by a later one of their stream. Answers one line for
/// each; none when the outbox is right.
/// </summary>
public sealed record RecountOutbox : IRequest<IReadOnlyList<string>>
{
    internal sealed class Handler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<RecountOutbox, IReadOnlyList<string>>
    {
        public async Task<IReadOnlyList<string>> Handle(RecountOutbox request, CancellationToken cancellationToken)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var events = db.Set<OutboxEvent>();
            var dead = await events.Where(happened => happened.State == OutboxState.Dead)
                .Select(happened => $"Event {happened.Id} {happened.Type} of {happened.Stream} failed and is left to people").ToListAsync(cancellationToken);

            // One that failed before was dead, and is being handled again.
            var overtaken = await events.Where(happened => happened.State == OutboxState.Pending && happened.LastError == null)
                .Where(happened => events.Any(later => later.Stream == happened.Stream && later.State == OutboxState.Handled && later.Sequence > happened.Sequence))
                .Select(happened => $"Event {happened.Id} {happened.Type} of {happened.Stream} was overtaken").ToListAsync(cancellationToken);
            return [.. dead, .. overtaken];
        }
    }
}

/// <summary>How many events of a type each of the streams has, as far as they are still kept.</summary>
/// <param name="Type">What the events are called.</param>
/// <param name="Streams">The streams; those that have none are not in the answer.</param>
public sealed record CountRaised(string Type, IReadOnlyCollection<string> Streams) : IRequest<IReadOnlyDictionary<string, int>>
{
    internal sealed class Handler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<CountRaised, IReadOnlyDictionary<string, int>>
    {
        public async Task<IReadOnlyDictionary<string, int>> Handle(CountRaised request, CancellationToken cancellationToken)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Set<OutboxEvent>().Where(happened => request.Streams.Contains(happened.Stream) && happened.Type == request.Type)
                .GroupBy(happened => happened.Stream)
                .Select(stream => new { stream.Key, Count = stream.Count() })
                .ToDictionaryAsync(stream => stream.Key, stream => stream.Count, cancellationToken);
        }
    }
}
