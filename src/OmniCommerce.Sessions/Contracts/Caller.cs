using OmniCommerce.Kernel;

namespace OmniCommerce.Sessions.Contracts;

/// <summary>Who asks: the device that the request's token names, and the session it shares. Every use case that depends on who asks takes the caller as a parameter.</summary>
/// <param name="SessionId">The session; null when the request carries no valid token.</param>
/// <param name="DeviceId">The device within the session.</param>
/// <param name="DeviceName">What the device calls itself: "Ada's phone".</param>
/// <param name="Channel">The device's channel.</param>
/// <param name="CustomerId">The signed-in customer; null for a guest.</param>
/// <param name="LocationId">The store the device stands in; a till always has one.</param>
/// <param name="Currency">The session's currency.</param>
/// <param name="Locale">The session's language, BCP 47.</param>
public sealed record Caller(
    SessionId? SessionId, DeviceId? DeviceId, string DeviceName, Channel Channel, CustomerId? CustomerId, LocationId? LocationId, Currency Currency, string Locale)
{
    /// <summary>Whether a till asks: it may see and change any cart and order.</summary>
    public bool IsTill => Channel == Channel.Pos && DeviceId is not null;

    /// <summary>The actor of repeatable operations: the session, or, for those who have none, everybody.</summary>
    public string Actor => SessionId is { } session ? $"session:{session}" : "anonymous";

    /// <summary>A request without a token, in the shop's own currency.</summary>
    public static Caller Anonymous(Currency currency, string locale) => new(null, null, "", Channel.Web, null, null, currency, locale);
}
