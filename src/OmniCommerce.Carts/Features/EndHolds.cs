using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Carts.Features;

internal sealed class HoldPaymentHandler(Holds holds) : IRequestHandler<HoldPayment, Result<Done>>
{
    public Task<Result<Done>> Handle(HoldPayment command, CancellationToken cancellationToken) => holds.TakeToPayAsync(command, cancellationToken);
}

internal sealed class CommitHoldHandler(CommerceDbContext db, Holds holds, TimeProvider clock) : IRequestHandler<CommitHold, Result<AllocatedStock>>
{
    public async Task<Result<AllocatedStock>> Handle(CommitHold command, CancellationToken cancellationToken)
    {
        if (!(await holds.CommitAsync(command, cancellationToken)).Try(out var committed, out var refusals))
            return new(refusals);

        var cart = committed.Cart;
        if (cart.TillId is null)
            db.Add(Cart.OfShopper(NewId.Of<CartId>(clock), cart.SessionId, cart.CustomerId, cart.Currency, new Change(cart.ChangedOn, clock.GetUtcNow())));
        return committed.Goods;
    }
}

internal sealed class ReleaseHoldHandler(Holds holds) : IRequestHandler<ReleaseHold, Result<Done>>
{
    public Task<Result<Done>> Handle(ReleaseHold command, CancellationToken cancellationToken) =>
        holds.EndAsync(command.HoldId, HoldStatus.Released, null, cancellationToken);
}

/// <summary>Ends a hold whose time is over; nothing when it stands no longer or was extended.</summary>
internal sealed record ExpireHold(HoldId HoldId) : ICommand<Done>;

internal sealed class ExpireHoldHandler(Holds holds) : IRequestHandler<ExpireHold, Result<Done>>
{
    public Task<Result<Done>> Handle(ExpireHold command, CancellationToken cancellationToken) => holds.EndOverdueAsync(command.HoldId, cancellationToken);
}

/// <summary>Tidies: whoever wants the goods of an overdue hold ends it without waiting for this.</summary>
internal sealed class ExpireOverdueHolds(IDbContextFactory<CommerceDbContext> databases, IMediator mediator, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private const int MaxAtOnce = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await OverdueAsync(cancellationToken))
            await mediator.Send(new ExpireHold(id), cancellationToken);
    }

    private async Task<List<HoldId>> OverdueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<Hold>()
            .Where(hold => hold.Status == HoldStatus.Held && hold.ExpiresAt <= now)
            .OrderBy(hold => hold.ExpiresAt)
            .Select(hold => hold.Id)
            .Take(MaxAtOnce)
            .ToListAsync(cancellationToken);
    }
}
