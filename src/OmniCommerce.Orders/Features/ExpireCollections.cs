using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Features;

/// <summary>Gives up what waited too long to be collected; nothing when it was collected meanwhile.</summary>
internal sealed record ExpireCollection(FulfilmentId FulfilmentId) : ICommand<Done>
{
    internal sealed class Handler(FulfilmentBooks books, TimeProvider clock) : IRequestHandler<ExpireCollection, Result<Done>>
    {
        public async Task<Result<Done>> Handle(ExpireCollection command, CancellationToken cancellationToken)
        {
            if (await books.FindAsync(command.FulfilmentId, cancellationToken) is not { This: { Status: FulfilmentStatus.Ready } waiting } taken
                || waiting.ExpiresAt > clock.GetUtcNow())
                return default(Done);
            var shop = Caller.Anonymous(taken.Order.Currency, "en") with { Channel = taken.Order.Channel };
            return await books.GiveUpAsync(taken, waiting.OpenParts(), "It was not collected in time.", shop, cancellationToken);
        }
    }
}

/// <summary>Looks for what waited too long to be collected.</summary>
internal sealed class ExpireCollections(IDbContextFactory<CommerceDbContext> contexts, FulfilmentDesk desk, TimeProvider clock, ILogger<ExpireCollections> log) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MaxAtOnce = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var overdue = await db.Set<Fulfilment>()
            .Where(fulfilment => fulfilment.Status == FulfilmentStatus.Ready && fulfilment.ExpiresAt <= now)
            .OrderBy(fulfilment => fulfilment.ExpiresAt).Select(fulfilment => new { fulfilment.Id, fulfilment.OrderId }).Take(MaxAtOnce).ToListAsync(cancellationToken);
        foreach (var one in overdue)
        {
            var ended = await desk.DoAsync(new ExpireCollection(one.Id), one.OrderId, cancellationToken);
            if (ended.IsRefused)
                log.LogError("What waits in {Fulfilment} could not be given up: {Reason}", one.Id, ended.Refusals[0].Message);
        }
    }
}
