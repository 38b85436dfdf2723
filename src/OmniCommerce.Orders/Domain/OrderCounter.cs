using OmniCommerce.Kernel;

namespace OmniCommerce.Orders.Domain;

/// <summary>The last number that was given. A row and not a sequence of the database: what is rolled back gives its number back.</summary>
internal sealed class OrderCounter
{
    public const string Orders = "orders";
    public const long First = 100_001;

    public required string Name { get; init; }

    public required long Last { get; init; }

    /// <summary>The number that people use; its letter says where the order was placed.</summary>
    public static string NumberOf(long sequence, Channel channel)
    {
        var letter = channel switch
        {
            Channel.Web => 'W',
            Channel.Mobile => 'M',
            Channel.Pos => 'P',
            Channel.CallCenter => 'C',
            _ => 'X',
        };
        return $"{letter}-{sequence}";
    }
}
