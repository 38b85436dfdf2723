using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>So many of a variant.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Quantity">How many, positive.</param>
public sealed record StockDemand(VariantId VariantId, int Quantity);

/// <summary>So many of a variant from one location.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">Where from.</param>
/// <param name="Quantity">How many, positive.</param>
public sealed record StockAllocation(VariantId VariantId, LocationId LocationId, int Quantity)
{
    /// <summary>Where goods are that were sold before they came.</summary>
    public static LocationId Nowhere { get; } = new(Guid.Empty);

    /// <summary>Whether they were sold before they came.</summary>
    public bool Waits => LocationId == Nowhere;

    /// <summary>The transfer that carries them away from there; null while they lie there.</summary>
    public TransferId? On { get; init; }
}

/// <summary>Where goods may come from.</summary>
/// <param name="OnlyFrom">The one location they must come from: the store they are collected in or carried out of. Null when they are sent from wherever they are.</param>
/// <param name="Near">Where they go, when it is known: nearer locations first.</param>
/// <param name="Except">The one location they cannot come from: it was found not to have them.</param>
public sealed record StockSource(LocationId? OnlyFrom, GeoPoint? Near, LocationId? Except = null)
{
    /// <summary>From any location that ships.</summary>
    public static StockSource Anywhere { get; } = new(null, null);

    /// <summary>The store that all of it is carried out of when the store has all of it, whether it ships or not; otherwise it is sent from wherever it is.</summary>
    public LocationId? CarriedOutOf { get; init; }

    /// <summary>Where they are collected: what it lacks is sent there by others, if it has its <see cref="PickUpTerms.TransferHours"/>; otherwise they come from there alone.</summary>
    public LocationId? CollectedAt { get; init; }

    /// <summary>What of it is carried out of one store, whether it ships or not, and comes from there alone; the rest is sent from wherever it is. Null when all goes one way.</summary>
    public CarriedPart? Carried { get; init; }

    /// <summary>The location that is asked whatever it does; null when all that are asked send.</summary>
    internal LocationId? At => OnlyFrom ?? CarriedOutOf ?? CollectedAt ?? Carried?.Store;
}

/// <summary>What of a demand is carried out of a store while the rest is sent.</summary>
/// <param name="Store">The store.</param>
/// <param name="Goods">The goods, no more of any than the demand has.</param>
public sealed record CarriedPart(LocationId Store, IReadOnlyList<StockDemand> Goods);

/// <summary>
/// Takes stock for a hold, all or nothing: the demand is summed per variant, its locations are chosen (fewest splits, then nearest, then most
/// stock) and taken by conditional updates in (variant, location) order. What may be sold before it is there, and is to be sent, waits
/// <see cref="StockAllocation.Nowhere"/> as far as there is too little. Refused with one <see cref="OutOfStock"/> per variant that is short, of what is
/// carried out of a store apart from what is sent.
/// A second call for the same hold is refused with <see cref="InvalidInput"/>.
/// </summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Demand">What is wanted.</param>
/// <param name="Source">Where it may come from.</param>
/// <param name="Channel">The channel that sells it: what is kept back from it is not taken. Null takes what is kept back from others.</param>
public sealed record HoldStock(HoldId HoldId, IReadOnlyList<StockDemand> Demand, StockSource Source, Channel? Channel = null) : ICommand<IReadOnlyList<StockAllocation>>;

/// <summary>Gives a hold's stock back; nothing when the hold has none left.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record ReleaseStock(HoldId HoldId) : ICommand<Done>;

/// <summary>Turns a hold's stock into allocations of an order; answers what came from where, and why. Refused with <see cref="NotFound"/> when the hold has none.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Joins">Whether the order has other stock already.</param>
public sealed record AllocateHeldStock(HoldId HoldId, OrderId OrderId, bool Joins = false) : ICommand<AllocatedStock>;

/// <summary>
/// Gives an order's allocated stock back, before it has left: all of it, or these; first what has not come yet, then what is on its way to where it
/// is collected, which is free when it arrives. Never more than is allocated.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Only">What to give back; null for all.</param>
/// <param name="At">Only what lies there; null for anywhere.</param>
/// <param name="On">Only what this transfer carries.</param>
public sealed record ReleaseAllocatedStock(OrderId OrderId, IReadOnlyList<StockDemand>? Only, LocationId? At = null, TransferId? On = null)
    : ICommand<IReadOnlyList<StockAllocation>>;

/// <summary>The order's allocated stock leaves, all of it that has come, or these: on hand goes down. Answers what left from where; never more than is allocated.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="At">When it left; null for now.</param>
/// <param name="Only">What leaves; null for all.</param>
/// <param name="From">Only what lies there; null for anywhere.</param>
public sealed record SellAllocatedStock(OrderId OrderId, DateTimeOffset? At = null, IReadOnlyList<StockDemand>? Only = null, LocationId? From = null)
    : ICommand<IReadOnlyList<StockAllocation>>;

/// <summary>An order's allocated stock leaves for where it is collected: it is at neither location, and the order's all the time. Answers the transfer.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="FromId">Where it lies.</param>
/// <param name="ToId">Where it is collected.</param>
/// <param name="Lines">What leaves, all of it allocated there.</param>
/// <param name="DeviceId">The device at which somebody did it.</param>
public sealed record TransferAllocatedStock(OrderId OrderId, LocationId FromId, LocationId ToId, IReadOnlyList<StockDemand> Lines, DeviceId? DeviceId)
    : ICommand<TransferId>;

/// <summary>How goods came back.</summary>
public enum ReturnCondition
{
    /// <summary>They can be sold again: on hand goes up where they came back.</summary>
    Resellable = 1,

    /// <summary>They cannot: a movement is written, on hand stays.</summary>
    Damaged = 2,

    /// <summary>They did not come back at all: only the money did.</summary>
    Missing = 3,
}

/// <summary>Goods come back into a location.</summary>
/// <param name="ReturnId">The return it belongs to.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">Where they came back.</param>
/// <param name="Quantity">How many, positive.</param>
/// <param name="Condition">How.</param>
/// <param name="At">When; null for now.</param>
public sealed record TakeStockBack(ReturnId ReturnId, VariantId VariantId, LocationId LocationId, int Quantity, ReturnCondition Condition, DateTimeOffset? At = null)
    : ICommand<Done>;

/// <summary>Goods arrive at a location from a supplier, or an opening stock is entered.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">Where.</param>
/// <param name="Quantity">How many, positive.</param>
/// <param name="Reason">For the movement: "opening stock".</param>
/// <param name="At">When; null for now.</param>
public sealed record ReceiveStock(VariantId VariantId, LocationId LocationId, int Quantity, string Reason, DateTimeOffset? At = null) : ICommand<Done>;

/// <summary>Goods are gone without a sale: broken, lost, given away. Refused with <see cref="OutOfStock"/> when there are not so many.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">Where.</param>
/// <param name="Quantity">How many, positive.</param>
/// <param name="Reason">For the movement: "damages".</param>
/// <param name="At">When; null for now.</param>
public sealed record WriteOffStock(VariantId VariantId, LocationId LocationId, int Quantity, string Reason, DateTimeOffset? At = null) : ICommand<Done>;

/// <summary>Keeps so many of a variant back at a location: they are there, but nobody is promised them. Answers when it is so, whatever is there now.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">Where.</param>
/// <param name="Quantity">How many; 0 for none.</param>
public sealed record KeepSafetyStock(VariantId VariantId, LocationId LocationId, int Quantity) : ICommand<Done>;

/// <summary>There is not enough of a variant.</summary>
/// <param name="Sku">The variant's code.</param>
/// <param name="Wanted">How many were wanted.</param>
/// <param name="Available">How many can be promised.</param>
public sealed record OutOfStock(string Sku, int Wanted, int Available) : Refusal, ICartProblem
{
    /// <inheritdoc/>
    public override string Message => (Store, Available) switch
    {
        (null, 0) => $"'{Sku}' is sold out.",
        (null, _) => $"Of '{Sku}' {Wanted} are wanted and {Available} are left. Take {Available} or fewer.",
        (_, 0) => $"{Store} has no '{Sku}' to carry out. Have it sent.",
        _ => $"Of '{Sku}' {Wanted} are to be carried out of {Store}, which has {Available}. Have the others sent.",
    };

    /// <summary>The name of the store that it was to be carried out of while other goods are sent; null otherwise.</summary>
    public string? Store { get; init; }
}

/// <summary>The stock of a variant at one location.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
/// <param name="OnHand">How many are there.</param>
/// <param name="Held">How many of them carts hold.</param>
/// <param name="Allocated">How many of them belong to orders.</param>
/// <param name="Available">How many can be promised: on hand, less held, allocated and safety stock; never negative.</param>
public sealed record StockLevel(
    [property: GraphQLIgnore] VariantId VariantId, [property: GraphQLIgnore] LocationId LocationId, int OnHand, int Held, int Allocated, int Available);

/// <summary>The stock of a variant at a location has changed: told on the topic <c>stock:</c> and the variant's id.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
public sealed record StockChanged(VariantId VariantId, LocationId LocationId)
{
    /// <summary>The topic of the variant's changes.</summary>
    public static string Topic(VariantId variantId) => $"stock:{variantId}";
}

/// <summary>Reads stock. Safe to use from several threads.</summary>
public interface IStock
{
    /// <summary>The levels of these variants, at all locations.</summary>
    Task<ILookup<VariantId, StockLevel>> LevelsAsync(IReadOnlyCollection<VariantId> variants, CancellationToken cancellationToken);

    /// <summary>
    /// How many of each variant can be promised from the one location, or, with null, from all that ship: what <see cref="HoldStock"/> would
    /// find there for the channel. A variant without stock has 0.
    /// </summary>
    Task<IReadOnlyDictionary<VariantId, int>> AvailableAsync(
        IReadOnlyCollection<VariantId> variants, LocationId? onlyFrom, Channel? channel, CancellationToken cancellationToken);

    /// <summary>How many of each variant can be promised at all locations together, whatever they do.</summary>
    Task<IReadOnlyDictionary<VariantId, int>> EverywhereAsync(IReadOnlyCollection<VariantId> variants, Channel? channel, CancellationToken cancellationToken);

    /// <summary>How many of each variant could be sold if they are sent: those everywhere, and as many more as may be sold before they come.</summary>
    Task<IReadOnlyDictionary<VariantId, int>> SellableAsync(IReadOnlyCollection<VariantId> variants, Channel? channel, CancellationToken cancellationToken);

    /// <summary>What of the demand, all of it together, cannot be promised; empty when everything can.</summary>
    /// <param name="demand">What is wanted.</param>
    /// <param name="source">Where it may come from; null for anywhere, whether it ships or not.</param>
    /// <param name="channel">The channel that sells it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<StockShortage>> MissingAsync(
        IReadOnlyList<StockDemand> demand, StockSource? source, Channel? channel, CancellationToken cancellationToken);

    /// <summary>What belongs to these orders and is theirs to come, wherever it lies or travels, in the state of the database that the caller has.</summary>
    Task<ILookup<OrderId, StockAllocation>> OfOrdersAsync(CommerceDbContext db, IReadOnlyCollection<OrderId> orders, CancellationToken cancellationToken);
}
