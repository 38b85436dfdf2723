using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;

namespace OmniCommerce.Orders.Domain;

/// <summary>What comes back for an order that is paid with it. It is booked when the order stands, or not at all.</summary>
/// <param name="OrderId">The order that goods come back of.</param>
/// <param name="Lines">What comes back.</param>
/// <param name="Into">Where.</param>
/// <param name="Value">What was paid for it, in minor units.</param>
/// <param name="Pays">What of that pays for the new order; the rest is given back.</param>
/// <param name="By">What the device that exchanges calls itself.</param>
internal sealed record Exchange(OrderId OrderId, IReadOnlyList<ReturnLine> Lines, LocationId? Into, long Value, long Pays, string By);
