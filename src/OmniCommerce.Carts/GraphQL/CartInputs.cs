using OmniCommerce.Carts.Contracts;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.GraphQL;

/// <summary>Without cartId, the session's cart. Deltas commute: two devices that add at once both count.</summary>
internal sealed record AddCartLinesInput(CartId? CartId, IReadOnlyList<AddCartLineInput> Lines, Guid? OperationId = null);

/// <summary>What to add, and how many.</summary>
internal sealed record AddCartLineInput(VariantBy Variant, int Quantity = 1);

/// <summary>Sets quantities. With `version`, refused with VersionConflict when the cart has moved on.</summary>
internal sealed record ChangeCartLinesInput(CartId? CartId, int? Version, IReadOnlyList<ChangeCartLineInput> Lines, Guid? OperationId = null);

/// <summary>A line and its new quantity; 0 removes it.</summary>
internal sealed record ChangeCartLineInput(CartLineId LineId, int Quantity);

/// <summary>Without cartId, the session's cart.</summary>
internal sealed record RemoveCartLinesInput(CartId? CartId, IReadOnlyList<CartLineId> LineIds, Guid? OperationId = null);

/// <summary>Without cartId, the session's cart.</summary>
internal sealed record ApplyCartCodeInput(CartId? CartId, string Code, Guid? OperationId = null);

/// <summary>Without cartId, the session's cart.</summary>
internal sealed record RemoveCartCodeInput(CartId? CartId, string Code, Guid? OperationId = null);

/// <summary>Without cartId, the session's cart.</summary>
/// <param name="CartId">The cart.</param>
/// <param name="Delivery">How the goods reach the shopper.</param>
/// <param name="PickUpAt">With collectAt: the beginning of the slot in which they are collected, see pickUpSlots. Left out, at any time.</param>
/// <param name="CarryOut">With shipTo, at a till in a store: what of it the shopper takes home out of this store now; the rest is sent. Left out, all of it is.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ChooseDeliveryInput(
    CartId? CartId, DeliveryInput Delivery, DateTimeOffset? PickUpAt = null, IReadOnlyList<CarryOutLineInput>? CarryOut = null, Guid? OperationId = null);

/// <summary>A line, and how many of it are carried out; without a quantity all of them.</summary>
internal sealed record CarryOutLineInput(CartLineId LineId, int? Quantity = null);

/// <summary>Ship to an address, collect at a location, or carry out of the store.</summary>
/// <param name="ShipTo">Send the goods there.</param>
/// <param name="CollectAt">The location at which they are collected; it has the service COLLECTION.</param>
/// <param name="CarryOutAt">The store out of which they are carried; it has the service SELLS.</param>
[OneOf]
internal sealed record DeliveryInput(AddressInput? ShipTo = null, LocationId? CollectAt = null, LocationId? CarryOutAt = null);

/// <summary>Without cartId, the session's cart. 30 to 3600 seconds; without them as long as is usual on the channel.</summary>
internal sealed record HoldCartInput(CartId? CartId, int? Seconds, Guid? OperationId = null);

/// <summary>Without cartId, the session's cart.</summary>
internal sealed record ReleaseCartInput(CartId? CartId, Guid? OperationId = null);
