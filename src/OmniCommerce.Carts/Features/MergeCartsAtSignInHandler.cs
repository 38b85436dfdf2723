using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.Persistence;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

internal sealed class MergeCartsAtSignInHandler(
    CommerceDbContext db, CartTable table, IMediator mediator, Holds holds, ICatalog catalog, IStock stock, CartPricer pricer, CartWatchers watchers,
    CartOptions options, TimeProvider clock)
    : IRequestHandler<MergeCartsAtSignIn, Result<CartMergeReport>>
{
    public async Task<Result<CartMergeReport>> Handle(MergeCartsAtSignIn command, CancellationToken cancellationToken)
    {
        var guest = await table.FindCurrentAsync(db, command.SessionId, null, cancellationToken);
        var mine = await table.FindCurrentAsync(db, null, command.CustomerId, cancellationToken);
        if (guest is null && mine is null)
            return await OpenAsync(command, cancellationToken);
        if (guest is null)
            return CartMergeReport.Nothing;
        if (mine is not null && IsUntouched(guest))
        {
            // Nobody may put anything into it any more who has not heard of the sign-in.
            guest.BecomeMergedInto(mine, clock.GetUtcNow());
            watchers.Tell(guest, null);
            return CartMergeReport.Nothing;
        }

        foreach (var hold in new[] { guest.HoldId, mine?.HoldId }.OfType<HoldId>())
        {
            var released = await holds.EndAsync(hold, HoldStatus.Released, null, cancellationToken);
            if (released.IsRefused)
                return new Result<CartMergeReport>(released.Refusals);
        }

        return mine is null ? await TakeOverAsync(guest, command.CustomerId, cancellationToken) : await MergeAsync(mine, guest, command.Strategy, cancellationToken);
    }

    private static bool IsUntouched(Cart cart) => cart is { Lines.Count: 0, Codes.Count: 0, Delivery: null };

    // Whoever is signed in has a cart.
    private async Task<Result<CartMergeReport>> OpenAsync(MergeCartsAtSignIn command, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new FindSession(command.SessionId), cancellationToken) is not { } session)
            return CartMergeReport.Nothing;
        var opened = await mediator.Send(new OpenCart(command.SessionId, command.CustomerId, session.Currency), cancellationToken);
        return opened.IsRefused ? new Result<CartMergeReport>(opened.Refusals) : CartMergeReport.Nothing;
    }

    private async Task<CartMergeReport> TakeOverAsync(Cart guest, CustomerId customer, CancellationToken cancellationToken)
    {
        guest.BelongTo(customer, clock.GetUtcNow());
        watchers.Tell(guest, null);
        var priced = await pricer.PriceAsync(guest, null, cancellationToken);
        return CartMergeReport.Nothing with { Kept = priced.Lines };
    }

    private async Task<CartMergeReport> MergeAsync(Cart mine, Cart guest, CartMergeStrategy strategy, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        HashSet<VariantId> everything = [.. CartPricer.VariantsOf(mine), .. CartPricer.VariantsOf(guest)];
        var variants = await catalog.VariantsAsync(everything, cancellationToken);
        var sellable = await stock.SellableAsync(CartPricer.VariantsOf(guest), guest.ChangedOn, cancellationToken);
        var available = sellable.Where(of => variants[of.Key].OnSale).ToDictionary(of => of.Key, of => of.Value);

        var plan = CartMerge.Plan(mine, guest, strategy, available, options);
        mine.Take(plan, () => NewId.Of<CartLineId>(clock), now);
        guest.BecomeMergedInto(mine, now);
        watchers.Tell(mine, null);
        watchers.Tell(guest, null);

        var priced = await pricer.PriceAsync(mine, null, cancellationToken);
        return ReportOf(plan, priced, variants);
    }

    private static CartMergeReport ReportOf(CartMergePlan plan, PricedCart cart, IReadOnlyDictionary<VariantId, CatalogVariant> variants)
    {
        // The cart's lines are the plan's, in its order.
        var lines = plan.Lines.Zip(cart.Lines, (planned, line) => (Planned: planned, Line: line)).ToList();
        return new CartMergeReport(
            [.. lines.Where(l => l.Planned is { Summed: false, CapReason: null }).Select(l => l.Line)],
            [.. lines.Where(l => l.Planned is { Summed: true, CapReason: null }).Select(l => l.Line)],
            [.. lines.Where(l => l.Planned.CapReason is not null).Select(l => new CartMergeCap(l.Line, l.Planned.Wanted, l.Planned.CapReason!))],
            [.. plan.Dropped.Select(drop => new CartMergeDrop(variants[drop.VariantId].Sku.Value, drop.Quantity, drop.Reason))]);
    }
}
