using OmniCommerce.Benchmarks.Shop;

namespace OmniCommerce.Benchmarks.Truth;

/// <summary>One client's carts, each with a session of its own, ready for the one step that is measured.</summary>
internal sealed class PreparedCarts(Uri shop, PreparedCarts.Kind kind, int client) : IDisposable
{
    /// <summary>So many variants <c>BENCH-1</c> and so on, of which there is plenty, are in the shop.</summary>
    public const int Variants = 100;

    public static readonly Kind ToHoldOne = new(Lines: 1, Spread: false, IsOrdered: false);
    public static readonly Kind ToHoldAny = new(Lines: 1, Spread: true, IsOrdered: false);
    public static readonly Kind ToOrder = new(Lines: 2, Spread: true, IsOrdered: true);

    private static readonly byte[] Hold = Shopper.Request("mutation { holdCart(input: {}) { cart { version hold { expiresAt } } errors { __typename } } }");

    private readonly List<Shopper> _ready = [];
    private int _made;

    public async Task PrepareAsync(int carts)
    {
        for (var i = 0; i < carts; i++)
        {
            var shopper = new Shopper(shop);
            _ready.Add(shopper);
            await shopper.BeginAsync();
            await shopper.SendAsync(Add(kind.Spread ? (client * 31) + _made++ : 0));
            if (kind.IsOrdered)
                await shopper.SendAsync(Operations.Deliver);
        }
    }

    public async Task UseUpAsync()
    {
        foreach (var shopper in _ready)
            await shopper.SendAsync(kind.IsOrdered ? Operations.PlaceOrder() : Hold);
        Dispose();
    }

    public void Dispose()
    {
        _ready.ForEach(shopper => shopper.Dispose());
        _ready.Clear();
    }

    private byte[] Add(int first) => Shopper.Request(
        "mutation($lines: [AddCartLineInput!]!) { addCartLines(input: {lines: $lines}) { cart { itemCount } errors { __typename } } }",
        new { lines = Enumerable.Range(first, kind.Lines).Select(i => new { variant = new { sku = $"BENCH-{(i % Variants) + 1}" }, quantity = 1 }) });

    /// <summary>What is done with the carts.</summary>
    /// <param name="Lines">The lines of each.</param>
    /// <param name="Spread">Whether they want different variants.</param>
    /// <param name="IsOrdered">Whether they are ordered; otherwise they are held.</param>
    internal sealed record Kind(int Lines, bool Spread, bool IsOrdered);
}
