using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Imports;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Imports;

/// <summary>Saves many products at once: a file of sales has thousands that the catalogue does not know yet.</summary>
internal sealed record SaveProducts(IReadOnlyList<SaveProduct> Products) : ICommand<Done>
{
    internal sealed class Handler(IMediator mediator) : IRequestHandler<SaveProducts, Result<Done>>
    {
        public async Task<Result<Done>> Handle(SaveProducts command, CancellationToken cancellationToken)
        {
            foreach (var product in command.Products)
            {
                var saved = await mediator.Send(product, cancellationToken);
                if (saved.IsRefused)
                    return new(saved.Refusals);
            }

            return default(Done);
        }
    }
}

/// <summary>Makes the goods of a sales file known and puts on the shelf what must have been there before the first sale.</summary>
internal sealed class SalesStock(SalesBooks books, ICatalog catalog)
{
    private const int AtOnce = 100;

    private const int MaxName = 200;

    /// <summary>The variants by stock code. Rows whose goods cannot be made known are refused.</summary>
    public async Task<Dictionary<Sku, VariantId>> VariantsAsync(IReadOnlyList<SalesRow> rows, List<RefusedRow> refused, CancellationToken cancellationToken)
    {
        var byCode = rows.GroupBy(row => row.StockCode).ToDictionary(group => group.Key, group => group.ToList());
        var known = await KnownAsync(byCode.Keys, cancellationToken);
        foreach (var some in byCode.Where(entry => !known.ContainsKey(entry.Key)).Chunk(AtOnce))
        {
            var saved = await books.SendAsync(new SaveProducts([.. some.Select(entry => ProductOf(entry.Key, entry.Value))]), cancellationToken);
            if (!saved.IsRefused)
                continue;

            // One of them is wrong: one by one, so that it costs only its own rows.
            foreach (var (code, sales) in some)
            {
                var alone = await books.SendAsync(ProductOf(code, sales), cancellationToken);
                if (alone.IsRefused)
                    refused.AddRange(sales.Select(row => new RefusedRow(row.Number, "StockCode", alone.Refusals[0].Message)));
            }
        }

        return await KnownAsync(byCode.Keys, cancellationToken);
    }

    /// <summary>Receives what is missing before the first of these invoices.</summary>
    /// <returns>Why some of it could not be received; empty when all was.</returns>
    public async Task<IReadOnlyList<Refusal>> ReceiveOpeningAsync(
        SalesTill till, IReadOnlyList<SalesBooking> bookings, IReadOnlyDictionary<Sku, VariantId> variants, CancellationToken cancellationToken)
    {
        if (bookings.Count == 0)
            return [];
        var before = bookings[0].Invoice.At.AddMinutes(-1);
        var moves = bookings.SelectMany(booking => booking.StockChanges().Select(of => new SalesMove(booking.Invoice.Number, variants[of.StockCode], of.Change)));
        foreach (var some in moves.GroupBy(move => move.VariantId).Chunk(AtOnce))
        {
            var received = await books.SendAsync(new ReceiveOpeningStock(till.LocationId, [.. some.SelectMany(of => of)], before), cancellationToken);
            if (received.IsRefused)
                return received.Refusals;
        }

        return [];
    }

    private async Task<Dictionary<Sku, VariantId>> KnownAsync(IEnumerable<Sku> codes, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Sku, VariantId>();
        foreach (var code in codes)
        {
            if (await catalog.FindVariantAsync(new VariantBy { Sku = code.Value }, cancellationToken) is { } variant)
                known.Add(code, variant.Id);
        }

        return known;
    }

    // A code is described by whoever typed it, sometimes by a note or not at all; what was sold is described best.
    private static SaveProduct ProductOf(Sku code, List<SalesRow> sales)
    {
        var described = sales.Find(row => row.Description.Length > 0 && !row.UnitPrice.IsZero) ?? sales.Find(row => row.Description.Length > 0);
        var name = described?.Description ?? code.Value;
        return new SaveProduct
        {
            Handle = $"stock-code-{string.Concat(code.Value.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-'))}",
            Name = name.Length <= MaxName ? name : name[..MaxName],
            Variants = [new SaveVariant { Sku = code, Price = sales.Max(row => row.UnitPrice) }],
        };
    }
}
