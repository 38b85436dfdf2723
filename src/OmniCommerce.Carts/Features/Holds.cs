using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Takes what a cart holds, and ends holds. Everything happens in the command's transaction: all or nothing.</summary>
internal sealed class Holds(CommerceDbContext db, IMediator mediator, ICatalog catalog, IStock stock, CartPricer pricer, CartWatchers watchers, TimeProvider clock)
{
    private static readonly IReadOnlyDictionary<string, long> NoGiftCardMoney = new Dictionary<string, long>();

    /// <summary>
    /// Takes stock and coupon uses for the cart, and the money of its gift cards when that is asked for. Rows are taken in this order by
    /// every hold, so that two wait for each other and never in a circle.
    /// </summary>
    public async Task<Result<Done>> TakeAsync(Cart cart, TimeSpan duration, bool withGiftCards, Caller caller, CancellationToken cancellationToken)
    {
        if (cart.Lines.Count == 0)
            return new CartEmpty();
        var variants = CartPricer.VariantsOf(cart);
        if (await NotSoldAsync(cart, variants, cancellationToken) is { } gone)
            return gone;

        var by = new Change(caller.Channel, clock.GetUtcNow());
        var freed = await EndOverdueAsync(variants, cancellationToken);
        if (freed.IsRefused)
            return freed;
        await ChooseCarryOutAsync(cart, caller, by, cancellationToken);

        var id = NewId.Of<HoldId>(clock);
        var goods = await mediator.Send(new HoldStock(id, DemandOf(cart), SourceOf(cart), caller.Channel), cancellationToken);
        if (goods.IsRefused)
            return new Result<Done>(goods.Refusals);
        foreach (var code in cart.Codes.Where(code => code.Kind == CartCodeKind.Coupon))
        {
            var use = await mediator.Send(new HoldCoupon(id, code.Code), cancellationToken);
            if (use.IsRefused)
                return use;
        }

        var money = withGiftCards ? await TakeGiftCardsAsync(cart, id, cancellationToken) : new(NoGiftCardMoney);
        if (!money.Try(out var giftCardMoney, out var refusals))
            return new Result<Done>(refusals);

        db.Add(new Hold { Id = id, CartId = cart.Id, TakenAt = by.At, ExpiresAt = by.At + duration });
        cart.BecomeHeld(id, giftCardMoney, by);
        return default(Done);
    }

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
            return default(Done);

        foreach (var release in (ICommand<Done>[])[new ReleaseStock(id), new ReleaseCoupons(id), new ReleasePoints(id), new ReleaseGiftCards(id)])
        {
            var released = await mediator.Send(release, cancellationToken);
            if (released.IsRefused)
                return released;
        }

        var cart = await db.Set<Cart>().SingleAsync(c => c.HoldId == id, cancellationToken);
        cart.Reopen(new Change(caller?.Channel ?? cart.ChangedOn, now));
        watchers.Tell(cart, caller);
        return default(Done);
    }

    /// <summary>Ends the hold if it is HELD: the one place where one of several that want to end it wins.</summary>
    public async Task<bool> SwapAsync(HoldId id, HoldStatus status, OrderId? order, DateTimeOffset at, CancellationToken cancellationToken) =>
        await Standing(id).ExecuteUpdateAsync(
            set => set.SetProperty(hold => hold.Status, status).SetProperty(hold => hold.OrderId, order).SetProperty(hold => hold.EndedAt, at),
            cancellationToken) == 1;

    private static List<StockDemand> DemandOf(Cart cart) => [.. cart.Lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];

    private static StockSource SourceOf(Cart cart) => cart.Delivery switch
    {
        CollectAtLocation collect => new StockSource(collect.LocationId, null),
        CarryOut carry => new StockSource(carry.LocationId, null),
        _ => StockSource.Anywhere,
    };

    private IQueryable<Hold> Standing(HoldId id) => db.Set<Hold>().Where(hold => hold.Id == id && hold.Status == HoldStatus.Held);

    private async Task<NotFound?> NotSoldAsync(Cart cart, HashSet<VariantId> variants, CancellationToken cancellationToken)
    {
        var known = await catalog.VariantsAsync(variants, cancellationToken);
        var gone = cart.Lines.FirstOrDefault(line => !CartPricer.IsSold(cart, line, known[line.VariantId]));
        return gone is null ? null : new NotFound(known[gone.VariantId].Sku.Value, "variant on sale");
    }

    // What a till's shopper takes home now comes out of its store, if that has all of it.
    private async Task ChooseCarryOutAsync(Cart cart, Caller caller, Change by, CancellationToken cancellationToken)
    {
        if (cart.Delivery is not null || !caller.IsTill || caller.LocationId is not { } store)
            return;
        var missing = await stock.MissingAsync(DemandOf(cart), new StockSource(store, null), caller.Channel, cancellationToken);
        if (missing.Count == 0)
            cart.Deliver(new CarryOut(store), by);
    }

    // What is expired is free at once, whether or not the sweeper has come by.
    private async Task<Result<Done>> EndOverdueAsync(HashSet<VariantId> variants, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var overdue = await db.Set<Hold>()
            .Where(hold => hold.Status == HoldStatus.Held && hold.ExpiresAt <= now)
            .Where(hold => db.Set<CartLine>().Any(line => line.CartId == hold.CartId && variants.Contains(line.VariantId)))
            .Select(hold => hold.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in overdue)
        {
            var ended = await EndAsync(id, HoldStatus.Expired, null, cancellationToken);
            if (ended.IsRefused)
                return ended;
        }

        return default(Done);
    }

    private async Task<Result<IReadOnlyDictionary<string, long>>> TakeGiftCardsAsync(Cart cart, HoldId id, CancellationToken cancellationToken)
    {
        if (!cart.Codes.Any(code => code.Kind == CartCodeKind.GiftCard))
            return new(NoGiftCardMoney);
        var priced = await pricer.PriceAsync(cart, null, cancellationToken);
        var money = new Dictionary<string, long>();
        foreach (var share in await pricer.GiftCardsAsync(cart, priced.Total, cancellationToken))
        {
            money[share.Code] = share.Pays.MinorUnits;
            if (share.Pays.IsZero)
                continue;
            var held = await mediator.Send(new HoldGiftCard(id, share.Code, share.Pays), cancellationToken);
            if (held.IsRefused)
                return new CodeRejected(share.Code, "EMPTY", "The gift card has less than was there a moment ago. Try again.");
        }

        return new(money);
    }
}
