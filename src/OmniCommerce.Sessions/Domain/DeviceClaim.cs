using OmniCommerce.Kernel;

namespace OmniCommerce.Sessions.Domain;

/// <summary>What a device says of itself when it starts or joins a session.</summary>
/// <param name="Name">1 to 80 characters.</param>
/// <param name="Channel">Web, mobile or, where unenrolled tills are allowed, a till.</param>
/// <param name="LocationId">The store it stands in; a till must say.</param>
internal sealed record DeviceClaim(string Name, Channel Channel, LocationId? LocationId)
{
    public const int MaxNameLength = 80;
}
