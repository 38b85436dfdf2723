using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Platform.Outbox;

/// <summary>
/// Lets one handler do its part of an event, once: that it is done is written in the transaction of what it does. The entry's key decides
/// between two that run at once; the one that lost is rolled back, run again, and finds it.
/// </summary>
internal sealed record HandleEvent(EventHandling Handling, RaisedEvent Raised) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, IServiceProvider services, TimeProvider clock) : IRequestHandler<HandleEvent, Result<Done>>
    {
        public async Task<Result<Done>> Handle(HandleEvent command, CancellationToken cancellationToken)
        {
            var (handling, raised) = command;
            if (await db.Set<InboxEntry>().AnyAsync(entry => entry.EventId == raised.Id && entry.Handler == handling.Name, cancellationToken))
                return default(Done);
            db.Add(new InboxEntry { EventId = raised.Id, Handler = handling.Name, At = clock.GetUtcNow() });
            await handling.HandleAsync(services, raised, cancellationToken);
            return default(Done);
        }
    }
}
