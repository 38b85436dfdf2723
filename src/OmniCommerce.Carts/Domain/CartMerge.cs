using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Domain;

/// <summary>What a merge makes of two carts.</summary>
/// <param name="Lines">The lines of the customer's cart afterwards, in their order.</param>
/// <param name="Dropped">The lines that are gone.</param>
/// <param name="Codes">The codes afterwards.</param>
/// <param name="Delivery">The delivery afterwards.</param>
internal sealed record CartMergePlan(
    IReadOnlyList<MergedLine> Lines, IReadOnlyList<DroppedLine> Dropped, IReadOnlyList<CartCode> Codes, Delivery? Delivery);

/// <summary>A line after the merge.</summary>
/// <param name="Mine">The customer's line that it was; null when it came from the guest cart.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="TillPrice">The price that a till set.</param>
/// <param name="AddedBy">The channel on which it was added.</param>
/// <param name="Quantity">How many now.</param>
/// <param name="Wanted">How many the two carts made together.</param>
/// <param name="Summed">Whether both carts had it and it has another quantity now.</param>
/// <param name="CapReason">Why it has fewer than wanted; null when it has as many.</param>
/// <param name="CarriedOut">How many of it are carried out of a store, as the cart has it whose delivery stays; perhaps more than there are now.</param>
internal sealed record MergedLine(
    CartLineId? Mine, VariantId VariantId, long? TillPrice, Channel AddedBy, int Quantity, int Wanted, bool Summed, string? CapReason, int CarriedOut);

/// <summary>A line that is gone.</summary>
internal sealed record DroppedLine(VariantId VariantId, int Quantity, string Reason);

/// <summary>Plans how a guest cart goes into a customer's cart, line by line. Every line of both carts is in the plan once: as a line, as part of one, or as dropped.</summary>
internal static class CartMerge
{
    /// <param name="mine">The customer's cart.</param>
    /// <param name="guest">The guest cart.</param>
    /// <param name="strategy">What becomes of lines that both have.</param>
    /// <param name="available">How many of each variant of the guest cart can be promised; a variant that is not sold is missing.</param>
    /// <param name="limits">The most lines and the greatest quantity.</param>
    public static CartMergePlan Plan(Cart mine, Cart guest, CartMergeStrategy strategy, IReadOnlyDictionary<VariantId, int> available, CartOptions limits)
    {
        var lines = new List<MergedLine>();
        var dropped = new List<DroppedLine>();
        var delivery = DeliveryOf(mine, guest, strategy);
        foreach (var line in mine.Lines)
        {
            var other = line.TillPrice is null ? guest.Lines.FirstOrDefault(g => g.TillPrice is null && g.VariantId == line.VariantId) : null;
            if (other is not null)
                Both(line, other);
            else if (strategy == CartMergeStrategy.KeepGuest)
                dropped.Add(new DroppedLine(line.VariantId, line.Quantity, "The guest cart replaced it."));
            else
                lines.Add(Merged(line, line.Id, line.Quantity));
        }

        foreach (var line in guest.Lines.Where(g => g.TillPrice is not null || !mine.Lines.Any(m => m.TillPrice is null && m.VariantId == g.VariantId)))
            GuestOnly(line);
        return new CartMergePlan(lines, dropped, CodesOf(mine, guest, strategy, limits), delivery);

        void Both(CartLine my, CartLine other)
        {
            var wanted = strategy switch
            {
                CartMergeStrategy.Sum => my.Quantity + other.Quantity,
                CartMergeStrategy.Max => Math.Max(my.Quantity, other.Quantity),
                CartMergeStrategy.KeepMine => my.Quantity,
                _ => other.Quantity,
            };
            var keep = strategy == CartMergeStrategy.KeepGuest ? 0 : my.Quantity;
            Fit(Merged(my, my.Id, wanted) with { Summed = wanted != my.Quantity, CarriedOut = CarriedOut(my) + CarriedOut(other) }, keep);
        }

        void GuestOnly(CartLine line)
        {
            if (strategy == CartMergeStrategy.KeepMine)
                dropped.Add(new DroppedLine(line.VariantId, line.Quantity, "The customer's own cart was kept."));
            else if (line.TillPrice is not null && guest.Currency != mine.Currency)
                dropped.Add(new DroppedLine(line.VariantId, line.Quantity, $"Its price was set in {guest.Currency}, and the cart is in {mine.Currency}."));
            else if (lines.Count == limits.MaxLines)
                dropped.Add(new DroppedLine(line.VariantId, line.Quantity, $"A cart takes at most {limits.MaxLines} lines."));
            else
                Fit(Merged(line, null, line.Quantity), keep: 0);
        }

        MergedLine Merged(CartLine line, CartLineId? id, int quantity) =>
            new(id, line.VariantId, line.TillPrice, line.AddedBy, quantity, quantity, Summed: false, CapReason: null, CarriedOut(line));

        int CarriedOut(CartLine line) => ReferenceEquals(delivery, (line.CartId == mine.Id ? mine : guest).Delivery) ? line.CarriedOut : 0;

        // Stock and limits cut what comes over, never what the customer had before: that is no business of the merge.
        void Fit(MergedLine line, int keep)
        {
            var stock = available.TryGetValue(line.VariantId, out var left) ? left : 0;
            var most = Math.Max(Math.Min(stock, limits.MaxQuantity), keep);
            if (line.Wanted <= most || (line.Mine is not null && !line.Summed))
                lines.Add(line);
            else if (most == 0)
                dropped.Add(new DroppedLine(line.VariantId, line.Wanted, available.ContainsKey(line.VariantId) ? "It is sold out." : "It is no longer sold."));
            else
                lines.Add(line with { Quantity = most, CapReason = stock < limits.MaxQuantity ? $"Only {stock} are left." : $"A line takes at most {limits.MaxQuantity}." });
        }
    }

    private static IReadOnlyList<CartCode> CodesOf(Cart mine, Cart guest, CartMergeStrategy strategy, CartOptions limits) => strategy switch
    {
        CartMergeStrategy.KeepMine => mine.Codes,
        CartMergeStrategy.KeepGuest => guest.Codes,
        _ => [.. mine.Codes.Concat(guest.Codes.Where(code => !mine.Codes.Any(my => my.Is(code.Code)))).Take(limits.MaxCodes)],
    };

    private static Delivery? DeliveryOf(Cart mine, Cart guest, CartMergeStrategy strategy) => strategy switch
    {
        CartMergeStrategy.KeepMine => mine.Delivery,
        CartMergeStrategy.KeepGuest => guest.Delivery ?? mine.Delivery,
        _ => mine.Delivery ?? guest.Delivery,
    };
}
