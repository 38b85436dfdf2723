using Microsoft.Extensions.Configuration;

namespace OmniCommerce.Orders.Domain;

/// <summary>The section <c>Orders</c> of the configuration.</summary>
internal sealed record OrderOptions
{
    private const int MaxDays = 365;

    /// <summary>So many days what is ready waits to be collected; then it is given up, and what was paid for it goes back.</summary>
    public int CollectWithinDays { get; init; } = 7;

    public static OrderOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Orders").Get<OrderOptions>() ?? new OrderOptions();
        return options.CollectWithinDays is >= 1 and <= MaxDays
            ? options
            : throw new InvalidOperationException($"Orders:CollectWithinDays is {options.CollectWithinDays}. Set it to 1 to {MaxDays}.");
    }
}
