using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>
/// Goods came that an order waited for: they are the order's now, where they came. Told within the transaction in which they came, so that
/// whoever hears it changes with it or not at all.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Part">What came for it, and where.</param>
public sealed record BackOrderServed(OrderId OrderId, StockAllocation Part) : INotification;

/// <summary>How a variant is sold before it is there.</summary>
/// <param name="Limit">So many at most wait for goods at once.</param>
/// <param name="Left">So many more can be sold.</param>
/// <param name="AvailableOn">When the goods are expected; null when nobody knows.</param>
[GraphQLName("BackOrder")]
public sealed record BackOrderTerms(int Limit, int Left, DateTimeOffset? AvailableOn);

/// <summary>Goods that a supplier has promised.</summary>
/// <param name="LocationId">Where they will come.</param>
/// <param name="Reference">The number of their delivery.</param>
/// <param name="Quantity">How many are still to come.</param>
/// <param name="DueAt">When.</param>
[GraphQLName("ExpectedReceipt")]
public sealed record ExpectedReceipt([property: GraphQLIgnore] LocationId LocationId, string Reference, int Quantity, DateTimeOffset DueAt);

/// <summary>Of a variant so few are left at a location that somebody should see to it.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
/// <param name="Available">How many can be promised.</param>
/// <param name="Threshold">From how many on it is few.</param>
[EventType("stock.low")]
public sealed record StockLow(VariantId VariantId, LocationId LocationId, int Available, int Threshold) : IEvent;

/// <summary>Of a variant of which few were left at a location there are enough again.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
/// <param name="Available">How many can be promised.</param>
[EventType("stock.back")]
public sealed record StockBack(VariantId VariantId, LocationId LocationId, int Available) : IEvent;
