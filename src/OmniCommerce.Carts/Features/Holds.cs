using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Takes what a cart holds, and ends holds. Everything happens in the command's transaction: all or nothing. What there is to hold: <see cref="Holdables"/>.</summary>
internal sealed class Holds(CommerceDbContext db, IEnumerable<IHoldable> holdables, ICatalog catalog, CartWatchers watchers, TimeProvider clock)
{
    /// <summary>Takes what the cart wants of everything there is to hold; the money of its gift cards only when that is asked for.</summary>
    public async Task<Result<Done>> TakeAsync(Cart cart, TimeSpan duration, bool withGiftCards, Caller caller, CancellationToken cancellationToken)
    {
        if (cart.Lines.Count == 0)
            return new CartEmpty();
        if (await NotSoldAsync(cart, cancellationToken) is { } gone)
            return gone;

        var by = new Change(caller.Channel, clock.GetUtcNow());
        var freed = await EndOverdueAsync(cart, by.At, cancellationToken);
        if (freed.IsRefused)
            return freed;

        var id = NewId.Of<HoldId>(clock);
        var taking = new Taking(id, cart, caller.Channel, withGiftCards, caller.IsTill ? caller.LocationId : null, by);
        var taken = await EachAsync(holdable => holdable.TakeAsync(taking, cancellationToken));
        if (taken.IsRefused)
            return taken;

        db.Add(new Hold { Id = id, CartId = cart.Id, TakenAt = by.At, ExpiresAt = by.At + duration });
        cart.BecomeHeld(id, by);
        return default(Done);
    }

    /// <summary>Takes what tenders pay with, on the hold that has the goods.</summary>
    public Task<Result<Done>> TakeToPayAsync(HoldPayment payment, CancellationToken cancellationToken) =>
        EachAsync(holdable => holdable.TakeToPayAsync(payment, cancellationToken));

    /// <summary>Lets the cart's hold last at least so long from now.</summary>
    public async Task ExtendAsync(Cart cart, TimeSpan duration, Change by, CancellationToken cancellationToken)
    {
        var until = by.At + duration;
        await db.Set<Hold>()
            .Where(hold => hold.Id == cart.HoldId && hold.Status == HoldStatus.Held && hold.ExpiresAt < until)
            .ExecuteUpdateAsync(set => set.SetProperty(hold => hold.ExpiresAt, until), cancellationToken);
        cart.BecomeHeldLonger(by);
    }

    /// <summary>When the hold expires; null when it stands no longer.</summary>
    public Task<DateTimeOffset?> ExpiryAsync(HoldId id, CancellationToken cancellationToken) =>
        Standing(id).Select(hold => (DateTimeOffset?)hold.ExpiresAt).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Ends the hold if it stands still and its time is over.</summary>
    public async Task<Result<Done>> EndOverdueAsync(HoldId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await Standing(id).AnyAsync(hold => hold.ExpiresAt <= now, cancellationToken)
            ? await EndAsync(id, HoldStatus.Expired, null, cancellationToken)
            : default(Done);
    }

    /// <summary>Gives everything back that the hold has and opens its cart again; nothing when it stands no longer. Whoever swaps the status does it, once.</summary>
    /// <param name="id">The hold.</param>
    /// <param name="status">What becomes of it.</param>
    /// <param name="caller">Whose device ended it; null when none did.</param>
    /// <param name="cancellationToken">Stops it; nothing is given back then.</param>
    public async Task<Result<Done>> EndAsync(HoldId id, HoldStatus status, Caller? caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!await SwapAsync(id, status, null, now, cancellationToken))
        {
            // Whoever ended it has changed its cart with it: one that was read before is read again, or it would be taken for held.
            if (db.Set<Cart>().Local.Any(held => held.HoldId == id && held.Status == CartStatus.Held))
                throw new DbUpdateConcurrencyException($"Hold {id} was ended at the same time.");
            return default(Done);
        }

        var cart = await CartOfAsync(id, cancellationToken);
        var releasing = new Releasing(id, cart);
        var released = await EachAsync(holdable => holdable.ReleaseAsync(releasing, cancellationToken));
        if (released.IsRefused)
            return released;

        cart.Reopen(new Change(caller?.Channel ?? cart.ChangedOn, now));
        watchers.Tell(cart, caller);
        return default(Done);
    }

    /// <summary>Makes everything the order's that the hold has, and its cart ORDERED. Refused with <see cref="HoldLost"/> when it stands no longer.</summary>
    public async Task<Result<Committing>> CommitAsync(CommitHold command, CancellationToken cancellationToken)
    {
        // A hold whose time is over is the order's as long as nobody has ended it: then nobody else has had its goods.
        var (id, now) = (command.HoldId, clock.GetUtcNow());
        if (!await SwapAsync(id, HoldStatus.Committed, command.OrderId, now, cancellationToken))
            return new HoldLost();
        var committing = new Committing(id, await CartOfAsync(id, cancellationToken), command.OrderId, command.PaidBy);
        var committed = await EachAsync(holdable => holdable.CommitAsync(committing, cancellationToken));
        if (committed.IsRefused)
            return new(committed.Refusals);

        committing.Cart.BecomeOrdered(now);
        watchers.Tell(committing.Cart, null);
        return committing;
    }

    // Ends the hold if it is HELD: the one place where one of several that want to end it wins.
    private async Task<bool> SwapAsync(HoldId id, HoldStatus status, OrderId? order, DateTimeOffset at, CancellationToken cancellationToken) =>
        await Standing(id).ExecuteUpdateAsync(
            set => set.SetProperty(hold => hold.Status, status).SetProperty(hold => hold.OrderId, order).SetProperty(hold => hold.EndedAt, at),
            cancellationToken) == 1;

    private async Task<Result<Done>> EachAsync(Func<IHoldable, Task<Result<Done>>> step)
    {
        foreach (var holdable in holdables)
        {
            var done = await step(holdable);
            if (done.IsRefused)
                return done;
        }

        return default(Done);
    }

    private Task<Cart> CartOfAsync(HoldId id, CancellationToken cancellationToken) => db.Set<Cart>().SingleAsync(cart => cart.HoldId == id, cancellationToken);

    private IQueryable<Hold> Standing(HoldId id) => db.Set<Hold>().Where(hold => hold.Id == id && hold.Status == HoldStatus.Held);

    private async Task<NotFound?> NotSoldAsync(Cart cart, CancellationToken cancellationToken)
    {
        var known = await catalog.VariantsAsync(CartPricer.VariantsOf(cart), cancellationToken);
        var gone = cart.Lines.FirstOrDefault(line => !CartPricer.IsSold(cart, line, known[line.VariantId]));
        return gone is null ? null : new NotFound(known[gone.VariantId].Sku.Value, "variant on sale");
    }

    // What is expired is free at once.
    private async Task<Result<Done>> EndOverdueAsync(Cart cart, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var holdable in holdables)
        {
            foreach (var id in await holdable.OverdueAsync(cart, now, cancellationToken))
            {
                var ended = await EndAsync(id, HoldStatus.Expired, null, cancellationToken);
                if (ended.IsRefused)
                    return ended;
            }
        }

        return default(Done);
    }
}
