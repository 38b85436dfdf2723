using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Looks for events that are not handled as they should be: left to people, overtaken by a later one of their stream, or not handled at all.</summary>
internal sealed class RecountOutbox : IBooks
{
    public string Of => "events";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = db.Set<OutboxEvent>();
        await foreach (var dead in events.Where(happened => happened.State == OutboxState.Dead).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"{dead.Id} {dead.Type} of {dead.Stream} failed and is left to people";

        // One that failed before was dead, and is being handled again.
        var overtaken = events.Where(happened => happened.State == OutboxState.Pending && happened.LastError == null)
            .Where(happened => events.Any(later => later.Stream == happened.Stream && later.State == OutboxState.Handled && later.Sequence > happened.Sequence));
        await foreach (var early in overtaken.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"{early.Id} {early.Type} of {early.Stream} was overtaken";
    }

    public async IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var late in db.Set<OutboxEvent>().Where(happened => happened.State == OutboxState.Pending && happened.DueAt < before)
            .AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return $"{late.Id} {late.Type} of {late.Stream} is due since {late.DueAt:u}";
        }
    }
}

/// <summary>Counts what was raised, for those who check that they told everything once.</summary>
public static class RaisedEvents
{
    /// <summary>How many events of a type each of the streams has, as far as they are still kept; streams that have none are not in the answer.</summary>
    public static Task<Dictionary<string, int>> CountRaisedAsync(
        this CommerceDbContext db, string type, IReadOnlyCollection<string> streams, CancellationToken cancellationToken) =>
        db.Set<OutboxEvent>().Where(happened => streams.Contains(happened.Stream) && happened.Type == type)
            .GroupBy(happened => happened.Stream)
            .Select(stream => new { stream.Key, Count = stream.Count() })
            .ToDictionaryAsync(stream => stream.Key, stream => stream.Count, cancellationToken);
}
