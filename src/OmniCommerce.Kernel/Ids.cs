namespace OmniCommerce.Kernel;

/// <summary>An id that belongs to one kind of thing and cannot be taken for another's. Ids are made by the application and sort by creation (UUID version 7, RFC 9562).</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The id as it is stored.</summary>
    Guid Value { get; }

    /// <summary>The id that is stored as this value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Makes new ids.</summary>
public static class NewId
{
    /// <summary>A new id that sorts after those made before it, by the clock's time.</summary>
    public static TId Of<TId>(TimeProvider clock)
        where TId : struct, IId<TId> => TId.From(Guid.CreateVersion7(clock.GetUtcNow()));
}

/// <summary>One shopper's session, over all devices that share it.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One device of a session.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct DeviceId(Guid Value) : IId<DeviceId>
{
    /// <inheritdoc/>
    public static DeviceId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A registered customer.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct CustomerId(Guid Value) : IId<CustomerId>
{
    /// <inheritdoc/>
    public static CustomerId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A product of the catalogue.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct ProductId(Guid Value) : IId<ProductId>
{
    /// <inheritdoc/>
    public static ProductId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>What is sold: one variant of a product.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct VariantId(Guid Value) : IId<VariantId>
{
    /// <inheritdoc/>
    public static VariantId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A category of the catalogue.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct CategoryId(Guid Value) : IId<CategoryId>
{
    /// <inheritdoc/>
    public static CategoryId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A store or warehouse.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct LocationId(Guid Value) : IId<LocationId>
{
    /// <inheritdoc/>
    public static LocationId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A cart.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct CartId(Guid Value) : IId<CartId>
{
    /// <inheritdoc/>
    public static CartId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A line of a cart.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct CartLineId(Guid Value) : IId<CartLineId>
{
    /// <inheritdoc/>
    public static CartLineId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>What a cart has taken, all together, until it is ordered or let go.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct HoldId(Guid Value) : IId<HoldId>
{
    /// <inheritdoc/>
    public static HoldId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>An order.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct OrderId(Guid Value) : IId<OrderId>
{
    /// <inheritdoc/>
    public static OrderId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A line of an order.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct OrderLineId(Guid Value) : IId<OrderLineId>
{
    /// <inheritdoc/>
    public static OrderLineId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A return of items of one order.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct ReturnId(Guid Value) : IId<ReturnId>
{
    /// <inheritdoc/>
    public static ReturnId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One means by which an order is paid.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct TenderId(Guid Value) : IId<TenderId>
{
    /// <inheritdoc/>
    public static TenderId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Money given back to one tender.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct RefundId(Guid Value) : IId<RefundId>
{
    /// <inheritdoc/>
    public static RefundId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A card reader at a till.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct ReaderId(Guid Value) : IId<ReaderId>
{
    /// <inheritdoc/>
    public static ReaderId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A gift card.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct GiftCardId(Guid Value) : IId<GiftCardId>
{
    /// <inheritdoc/>
    public static GiftCardId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A coupon.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct CouponId(Guid Value) : IId<CouponId>
{
    /// <inheritdoc/>
    public static CouponId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A member's points account.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct LoyaltyAccountId(Guid Value) : IId<LoyaltyAccountId>
{
    /// <inheritdoc/>
    public static LoyaltyAccountId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One transfer of stock between two locations.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct TransferId(Guid Value) : IId<TransferId>
{
    /// <inheritdoc/>
    public static TransferId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>One count of the stock of a location.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct StockCountId(Guid Value) : IId<StockCountId>
{
    /// <inheritdoc/>
    public static StockCountId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Goods of one order that leave one location.</summary>
/// <param name="Value">The id as it is stored.</param>
public readonly record struct FulfilmentId(Guid Value) : IId<FulfilmentId>
{
    /// <inheritdoc/>
    public static FulfilmentId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
