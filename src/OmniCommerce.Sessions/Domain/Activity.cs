using System.Collections.Immutable;
using OmniCommerce.Kernel;

namespace OmniCommerce.Sessions.Domain;

/// <summary>
/// What a session's devices do that is worth remembering but not worth a transaction: presence and the products they looked at. It is noted in
/// memory and written to the database a little later. Merging takes the later of everything, so it may happen in any order and again.
/// </summary>
internal sealed record Activity
{
    public const int MaxViews = 50;

    public static readonly Activity None = new();

    /// <summary>When each device was last seen.</summary>
    public ImmutableDictionary<DeviceId, DateTimeOffset> Seen { get; init; } = ImmutableDictionary<DeviceId, DateTimeOffset>.Empty;

    /// <summary>The newest products looked at, the newest first, each once.</summary>
    public ImmutableArray<View> Views { get; init; } = [];

    /// <summary>How far the session's end has moved; null when it has not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public static Activity OfDevice(DeviceId device, DateTimeOffset at, DateTimeOffset? expiresAt) =>
        new() { Seen = None.Seen.Add(device, at), ExpiresAt = expiresAt };

    public static Activity OfView(ProductId product, DateTimeOffset at) => new() { Views = [new View(product, at)] };

    public Activity Merge(Activity other) => new()
    {
        Seen = Seen.SetItems(other.Seen.Where(seen => !Seen.TryGetValue(seen.Key, out var before) || before < seen.Value)),
        Views = other.Views.IsEmpty ? Views : Newest(Views.Concat(other.Views)),
        ExpiresAt = ExpiresAt is null || ExpiresAt < other.ExpiresAt ? other.ExpiresAt ?? ExpiresAt : ExpiresAt,
    };

    public static ImmutableArray<View> Newest(IEnumerable<View> views) =>
        [.. views.OrderByDescending(view => view.At).ThenBy(view => view.Product.Value).DistinctBy(view => view.Product).Take(MaxViews)];
}

/// <summary>A product was looked at.</summary>
internal readonly record struct View(ProductId Product, DateTimeOffset At);
