using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Shows a cart with its price as it is now. Nothing of it is stored: the catalogue's prices come from memory, and the rest is arithmetic.</summary>
internal sealed class CartPricer(ICatalog catalog, ICartPricing pricing, IMediator mediator, TimeProvider clock)
{
    private const int ShownDigits = 4;

    /// <param name="cart">The cart.</param>
    /// <param name="holdUntil">When its hold expires; null when it has none.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    public async ValueTask<PricedCart> PriceAsync(Cart cart, DateTimeOffset? holdUntil, CancellationToken cancellationToken)
    {
        var variants = await catalog.VariantsAsync(VariantsOf(cart), cancellationToken);
        var coupons = CodesOf(cart, CartCodeKind.Coupon);
        var lines = new LineToPrice[cart.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = cart.Lines[i];
            lines[i] = new LineToPrice(line.Id, line.VariantId, line.Quantity, UnitPrice(cart, line, variants[line.VariantId]) ?? Money.Zero(cart.Currency), line.CarriedOut);
        }

        var price = await pricing.PriceAsync(
            new CartToPrice(
                cart.Currency, lines, coupons, KindOf(cart.Delivery), cart.CustomerId, cart.ChangedOn, clock.GetUtcNow(), CouponsHeld: cart.Status is not CartStatus.Open),
            cancellationToken);
        var giftCards = await GiftCardsAsync(cart, price.Total, cancellationToken);

        return new PricedCart
        {
            Id = cart.Id,
            Version = checked((int)cart.Version),
            Status = cart.Status,
            CustomerId = cart.CustomerId,
            SessionId = cart.SessionId,
            Coupons = coupons,
            AppliedCoupons = price.Coupons,
            Terms = price.Terms,
            Lines = LinesOf(cart, price, variants),
            Subtotal = price.Subtotal,
            DiscountTotal = price.DiscountTotal,
            ShippingTotal = price.ShippingTotal,
            TaxTotal = price.TaxTotal,
            Total = price.Total,
            PriceTrace = giftCards.Count == 0 ? price.Trace : [.. price.Trace, .. giftCards.Select(Trace)],
            Hold = cart.HoldId is { } hold && holdUntil is { } until ? new CartHold(hold, until) : null,
            Delivery = cart.Delivery,
        };
    }

    /// <summary>What each of the cart's gift cards pays of the total, in the order of entry.</summary>
    public async ValueTask<IReadOnlyList<GiftCardShare>> GiftCardsAsync(Cart cart, Money total, CancellationToken cancellationToken)
    {
        if (!cart.HasGiftCards)
            return [];
        var due = total;
        var shares = new List<GiftCardShare>();
        foreach (var code in cart.Codes.Where(code => code.Kind == CartCodeKind.GiftCard))
        {
            var balance = code.HeldMinorUnits is { } held
                ? new Money(held, cart.Currency)
                : (await mediator.Send(new FindGiftCard(code.Code), cancellationToken))?.Balance ?? Money.Zero(cart.Currency);
            var pays = Money.Min(balance, due);
            due -= pays;
            shares.Add(new GiftCardShare(code.Code, balance, pays));
        }

        return shares;
    }

    /// <summary>Whether the line's variant is on sale and has a price in the cart's currency.</summary>
    public static bool IsSold(Cart cart, CartLine line, CatalogVariant variant) => variant.OnSale && UnitPrice(cart, line, variant) is not null;

    public static HashSet<VariantId> VariantsOf(Cart cart) => [.. cart.Lines.Select(line => line.VariantId)];

    private static string[] CodesOf(Cart cart, CartCodeKind kind) =>
        cart.Codes.Count == 0 ? [] : [.. cart.Codes.Where(code => code.Kind == kind).Select(code => code.Code)];

    // The till's price goes before the catalogue's. A variant may have no price in the cart's currency.
    private static Money? UnitPrice(Cart cart, CartLine line, CatalogVariant variant)
    {
        if (line.TillPrice is { } price)
            return new Money(price, cart.Currency);
        return variant.ListPrice.Currency == cart.Currency ? variant.ListPrice : null;
    }

    private static PricedCartLine[] LinesOf(Cart cart, CartPrice price, IReadOnlyDictionary<VariantId, CatalogVariant> variants)
    {
        var lines = new PricedCartLine[cart.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = cart.Lines[i];
            lines[i] = new PricedCartLine
            {
                Id = line.Id,
                VariantId = line.VariantId,
                IsSold = IsSold(cart, line, variants[line.VariantId]),
                Quantity = line.Quantity,
                CarriedOut = line.CarriedOut,
                UnitPrice = price.Lines[i].UnitPrice,
                Discount = price.Lines[i].Discount,
                Total = price.Lines[i].Total,
                AddedBy = line.AddedBy,
            };
        }

        return lines;
    }

    private static DeliveryKind KindOf(Delivery? delivery) => delivery switch
    {
        ShipToAddress => DeliveryKind.Ship,
        CollectAtLocation => DeliveryKind.Collect,
        CarryOut => DeliveryKind.CarryOut,
        _ => DeliveryKind.None,
    };

    // A gift card's code is money: only its end is shown.
    private static PriceTraceEntry Trace(GiftCardShare share)
    {
        var rule = $"gift card …{share.Code[^Math.Min(ShownDigits, share.Code.Length)..]}";
        return share.Pays.IsZero
            ? new PriceTraceEntry(rule, PriceTraceOutcome.Rejected, null, share.Balance.IsZero ? "Nothing is left on it." : "Nothing is left to pay.")
            : new PriceTraceEntry(rule, PriceTraceOutcome.Applied, share.Pays, $"Pays {share.Pays} of the total.");
    }
}

/// <summary>What a gift card pays of a cart.</summary>
/// <param name="Code">The card.</param>
/// <param name="Balance">What it could pay.</param>
/// <param name="Pays">What it pays.</param>
internal sealed record GiftCardShare(string Code, Money Balance, Money Pays);
