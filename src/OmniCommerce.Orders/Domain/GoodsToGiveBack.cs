using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>So many of a line that are given back in one way.</summary>
internal sealed record GoodsPart(OrderLine Line, int Quantity, ReturnCondition Condition, ReturnReason? ReasonCode, string? Reason);

/// <summary>What is given back of an order at once: goods that have left, or goods that wait.</summary>
internal sealed record GoodsToGiveBack(IReadOnlyList<GoodsPart> Parts, bool HaveLeft)
{
    /// <summary>
    /// What is wanted back. Of an order that has left in part only what has left comes back: what waits is called off, which somebody must mean.
    /// </summary>
    public static Result<GoodsToGiveBack> Of(Order order, IReadOnlyList<ReturnLine> wanted)
    {
        var haveLeft = order.Status != OrderStatus.Confirmed;
        var from = haveLeft ? OrderLineState.Fulfilled : OrderLineState.Allocated;
        var parts = new List<GoodsPart>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var (id, quantity, condition, reason, code) = wanted[i];
            if (order.Lines.FirstOrDefault(line => line.Id == id) is not { } line)
                return new NotFound(id.ToString(), "line of the order");
            if (quantity > Left(parts, line, from))
                return new InvalidInput($"Of '{line.Sku}' {Left(parts, line, from)} can still be returned. What has not left is called off.", ["lines", $"{i}", "quantity"]);
            parts.Add(new GoodsPart(line, quantity, haveLeft ? condition : ReturnCondition.Resellable, code, reason));
        }

        return new GoodsToGiveBack(parts, haveLeft);
    }

    /// <summary>What is to be called off; refused where not so many wait.</summary>
    public static Result<IReadOnlyList<GoodsPart>> Waits(Order order, IReadOnlyList<CancelLine> wanted, string? reason)
    {
        var parts = new List<GoodsPart>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var (id, quantity) = wanted[i];
            if (order.Lines.FirstOrDefault(line => line.Id == id) is not { } line)
                return new NotFound(id.ToString(), "line of the order");
            if (Left(parts, line, OrderLineState.Allocated) is var left && quantity > left)
                return new InvalidInput($"Of '{line.Sku}' {left} have not left and can be called off. What has left is returned.", ["lines", $"{i}", "quantity"]);
            parts.Add(Waiting(line, quantity, reason));
        }

        return new(parts);
    }

    /// <summary>Everything that has not left.</summary>
    public static IReadOnlyList<GoodsPart> Rest(Order order, string? reason) =>
        [.. order.Lines.Where(line => line.AllocatedQuantity > 0).Select(line => Waiting(line, line.AllocatedQuantity, reason))];

    /// <summary>What of an amount is for each of the parts, by what they are worth, exactly.</summary>
    public static IReadOnlyList<long> Shares(IReadOnlyList<GoodsPart> parts, Money amount)
    {
        long[] worth = [.. parts.Select(part => part.Line.WorthOf(part.Quantity))];
        if (worth.All(weight => weight == 0))
            worth = [.. parts.Select(part => (long)part.Quantity)];
        return [.. amount.Split(worth).Select(share => share.MinorUnits)];
    }

    private static GoodsPart Waiting(OrderLine line, int quantity, string? reason) => new(line, quantity, ReturnCondition.Resellable, null, reason);

    private static int Left(List<GoodsPart> taken, OrderLine line, OrderLineState state) =>
        line.In(state) - taken.Where(part => part.Line == line).Sum(part => part.Quantity);
}
