using Microsoft.Extensions.Configuration;

namespace OmniCommerce.Orders.Domain;

/// <summary>The section <c>Orders</c> of the configuration.</summary>
internal sealed record OrderOptions
{
    private const int MaxDays = 365;
    private const int MinPayMinutes = 5;
    private const int MaxPayMinutes = 1_440;
    private const int MaxReceiptless = 1_000_000;

    /// <summary>So many days what is ready waits to be collected; then it is given up, and what was paid for it goes back.</summary>
    public int CollectWithinDays { get; init; } = 7;

    /// <summary>So many minutes an order waits for its payment; then it ends, and everything that it holds is let go.</summary>
    public int PayWithinMinutes { get; init; } = 30;

    /// <summary>What a store pays at most for goods without a receipt, at once, in whole units of its currency. 0 for none.</summary>
    public decimal ReceiptlessLimit { get; init; } = 100m;

    /// <summary>The same for single stores, by the retailer's own number: <c>Orders:ReceiptlessLimitAt:101=50</c>. Not a till's to say, whose limit it is.</summary>
    public IReadOnlyDictionary<string, decimal> ReceiptlessLimitAt { get; init; } = new Dictionary<string, decimal>();

    public static OrderOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Orders").Get<OrderOptions>() ?? new OrderOptions();
        Check(nameof(CollectWithinDays), options.CollectWithinDays, 1, MaxDays);
        Check(nameof(PayWithinMinutes), options.PayWithinMinutes, MinPayMinutes, MaxPayMinutes);
        Check(nameof(ReceiptlessLimit), options.ReceiptlessLimit, 0, MaxReceiptless);
        foreach (var (store, limit) in options.ReceiptlessLimitAt)
            Check($"{nameof(ReceiptlessLimitAt)}:{store}", limit, 0, MaxReceiptless);
        return options;
    }

    /// <summary>What the store pays at most for goods without a receipt.</summary>
    /// <param name="store">The retailer's own number of it.</param>
    public decimal ReceiptlessLimitOf(string store) => ReceiptlessLimitAt.TryGetValue(store, out var limit) ? limit : ReceiptlessLimit;

    private static void Check(string name, decimal value, int min, int max)
    {
        if (value < min || value > max)
            throw new InvalidOperationException($"Orders:{name} is {value}. Set it to {min} to {max}.");
    }
}
