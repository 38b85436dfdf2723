using Microsoft.Extensions.Configuration;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Domain;

/// <summary>The section <c>Carts</c> of the configuration.</summary>
internal sealed record CartOptions
{
    public const int MinHoldSeconds = 30;
    public const int MaxHoldSeconds = 3_600;

    public int MaxLines { get; init; } = 200;

    public int MaxQuantity { get; init; } = 999;

    /// <summary>Of a till's own cart: what is sold to traders, or imported, is more than a shopper's basket takes.</summary>
    public int MaxTillLines { get; init; } = 2_000;

    /// <summary>Of a till's own cart.</summary>
    public int MaxTillQuantity { get; init; } = 100_000;

    public int MaxCodes { get; init; } = 10;

    /// <summary>How long a hold lasts when the client does not say, on channels that <see cref="HoldSecondsOn"/> does not name.</summary>
    public int HoldSeconds { get; init; } = 900;

    /// <summary>The same by channel: <c>Carts:HoldSecondsOn:Pos=300</c>.</summary>
    public IReadOnlyDictionary<string, int> HoldSecondsOn { get; init; } = new Dictionary<string, int>();

    /// <summary>How long at least a hold lasts from when payment starts, so that it outlives the payment.</summary>
    public int CheckoutSeconds { get; init; } = 1_800;

    /// <summary>After how many days without a change a guest's or a till's open cart is given up.</summary>
    public int AbandonAfterDays { get; init; } = 90;

    public static CartOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Carts").Get<CartOptions>() ?? new CartOptions();
        Check(nameof(MaxLines), options.MaxLines, 1, 1_000);
        Check(nameof(MaxQuantity), options.MaxQuantity, 1, 1_000_000);
        Check(nameof(MaxTillLines), options.MaxTillLines, options.MaxLines, 10_000);
        Check(nameof(MaxTillQuantity), options.MaxTillQuantity, options.MaxQuantity, 1_000_000);
        Check(nameof(MaxCodes), options.MaxCodes, 0, 100);
        Check(nameof(HoldSeconds), options.HoldSeconds, MinHoldSeconds, MaxHoldSeconds);
        Check(nameof(CheckoutSeconds), options.CheckoutSeconds, MinHoldSeconds, 86_400);
        Check(nameof(AbandonAfterDays), options.AbandonAfterDays, 1, 3_650);
        foreach (var (channel, seconds) in options.HoldSecondsOn)
        {
            if (!Enum.TryParse<Channel>(channel, out _))
                throw new InvalidOperationException($"Carts:HoldSecondsOn:{channel} names no channel. Use one of {string.Join(", ", Enum.GetNames<Channel>())}.");
            Check($"{nameof(HoldSecondsOn)}:{channel}", seconds, MinHoldSeconds, MaxHoldSeconds);
        }

        return options;
    }

    public TimeSpan HoldFor(int? seconds, Channel channel) =>
        TimeSpan.FromSeconds(seconds ?? (HoldSecondsOn.TryGetValue(channel.ToString(), out var usual) ? usual : HoldSeconds));

    private static void Check(string name, int value, int min, int max)
    {
        if (value < min || value > max)
            throw new InvalidOperationException($"Carts:{name} is {value}. Set it to {min} to {max}.");
    }
}
