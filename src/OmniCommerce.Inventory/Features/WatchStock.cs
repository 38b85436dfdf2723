using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.GraphQL;

namespace OmniCommerce.Inventory.Features;

/// <summary>Listens for changes of stock, and reads what the level is then.</summary>
internal sealed class WatchStock(IBroadcast broadcast, ReadStock stock)
{
    private const int MaxVariants = 100;

    // Each change is told once per level; whoever is slower than that many loses the oldest.
    private const int MaxBehind = 256;

    /// <summary>The level after each change from now on. Listening has begun when the method returns.</summary>
    /// <exception cref="GraphQLException">There are none or too many variants.</exception>
    public IAsyncEnumerable<StockLevel> Changes(IReadOnlyList<VariantId> variants, CancellationToken cancellationToken)
    {
        if (variants.Count is 0 or > MaxVariants)
            throw PageRequest.BadInput($"'variantIds' has {variants.Count} ids; it must have 1 to {MaxVariants}.");
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changes = System.Threading.Channels.Channel.CreateBounded<StockChanged>(new BoundedChannelOptions(MaxBehind) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var listening = variants.Distinct()
            .Select(variant => ForwardAsync(broadcast.Listen<StockChanged>(StockChanged.Topic(variant), stop.Token), changes.Writer))
            .ToArray();
        return ReadAsync(changes.Reader, Task.WhenAll(listening), stop, cancellationToken);
    }

    private static async Task ForwardAsync(IAsyncEnumerable<StockChanged> heard, ChannelWriter<StockChanged> changes)
    {
        await foreach (var change in heard)
            changes.TryWrite(change);
    }

    private async IAsyncEnumerable<StockLevel> ReadAsync(
        ChannelReader<StockChanged> changes, Task listening, CancellationTokenSource stop, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in changes.ReadAllAsync(cancellationToken))
            {
                if (await stock.LevelAsync(change.VariantId, change.LocationId, cancellationToken) is { } level)
                    yield return level;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await listening;
            stop.Dispose();
        }
    }
}
