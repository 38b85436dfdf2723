using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.Sessions.GraphQL;

/// <summary>What a device says of itself.</summary>
/// <param name="Name">1 to 80 characters: "Ada's phone".</param>
/// <param name="Channel">WEB or MOBILE; POS where unenrolled tills are allowed.</param>
/// <param name="LocationId">The store the device stands in; a till must say.</param>
internal sealed record DeviceInput(string Name, Channel Channel, LocationId? LocationId = null)
{
    internal DeviceClaim ToClaim() => new(Name, Channel, LocationId);
}

/// <summary>Starts a session with its first device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Locale">The language, BCP 47; the shop's own by default.</param>
/// <param name="Currency">The currency; the shop's own by default.</param>
/// <param name="OperationId">Makes it safe to repeat, within 15 minutes.</param>
internal sealed record StartSessionInput(DeviceInput Device, string? Locale = null, Currency? Currency = null, Guid? OperationId = null);

/// <summary>Signs out.</summary>
/// <param name="Everywhere">Not only this device, but all devices of all the customer's sessions; for a guest, all devices of this session.</param>
internal sealed record SignOutInput(bool? Everywhere = false);

/// <summary>Asks for a code by which another device joins this session.</summary>
/// <param name="ValidForSeconds">30 to 600.</param>
internal sealed record CreateHandOffCodeInput(int? ValidForSeconds = CreateHandOffCode.DefaultSeconds);

/// <summary>Joins the session that made the code.</summary>
/// <param name="Code">The code, in any case; spaces and hyphens do not matter.</param>
/// <param name="Device">The device that joins.</param>
internal sealed record JoinSessionInput(string Code, DeviceInput Device);

/// <summary>Removes a device from this session.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
internal sealed record RevokeDeviceInput(DeviceId DeviceId, Guid? OperationId = null);
