using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Catalog.Features;

/// <summary>
/// <c>import products FILE.csv</c>: products as Shopify exports them. A row that cannot be taken is left out; the other rows of its product are
/// taken, and variants that are there already stay.
/// </summary>
internal sealed class ImportProducts(IServiceScopeFactory scopes, CatalogOptions options) : IImport
{
    public string Name => "products";

    public async Task<ImportReport> RunAsync(string file, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var run = new Run();
        var (products, rows) = await ProductFile.ReadAsync(file, run.Refused, progress, cancellationToken);
        foreach (var product in products)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SaveAsync(product, run, cancellationToken);
        }

        await EnterStockAsync(run, cancellationToken);
        return new ImportReport(rows, run.Created, run.Changed, run.Unchanged, [.. run.Refused.OrderBy(row => row.Row)], run.Notes);
    }

    private async Task SaveAsync(List<ProductFileRow> rows, Run run, CancellationToken cancellationToken)
    {
        if (rows.Find(row => row[ProductFile.Title] is not null)?[ProductFile.Title] is not { } title)
        {
            run.Refused.Add(new RefusedRow(rows[0].Number, ProductFile.Title, "The title is missing; the first row of a product has it."));
            return;
        }

        var optionNames = ProductFile.OptionNames(rows);
        var (variants, complete) = VariantsOf(rows, optionNames.Length, run);
        while (variants.Count > 0)
        {
            var saved = await SendAsync(
                new SaveProduct
                {
                    Handle = rows[0][ProductFile.Handle]!,
                    Name = title,
                    Description = rows[0][ProductFile.Body] ?? "",
                    Categories = ProductFile.Categories(rows),
                    Images = ProductFile.Images(rows),
                    Published = ProductFile.IsPublished(rows),
                    OptionNames = optionNames,
                    Variants = [.. variants.Select(entry => entry.Variant)],
                    KeepOtherVariants = !complete,
                },
                cancellationToken);
            if (saved.Try(out var product, out var refusals))
            {
                run.Count(product);
                run.Stock.AddRange(variants.Zip(product.Variants, (entry, id) => new OpeningStock(id, QuantityOf(entry.Row))).Where(stock => stock.Quantity > 0));
                return;
            }

            // What is wrong with a variant costs its row; anything else the product.
            var wrong = refusals.Select(refusal => (Refusal: refusal, Index: VariantIndex(refusal))).ToArray();
            foreach (var (refusal, index) in wrong.DistinctBy(entry => entry.Index))
                run.Refused.Add(new RefusedRow(index is { } i ? variants[i].Row.Number : rows[0].Number, ColumnOf(refusal), refusal.Message));
            if (Array.Exists(wrong, entry => entry.Index is null))
                return;
            variants = [.. variants.Where((_, i) => !Array.Exists(wrong, entry => entry.Index == i))];
            complete = false;
        }
    }

    private (List<(ProductFileRow Row, SaveVariant Variant)> Variants, bool Complete) VariantsOf(List<ProductFileRow> rows, int optionCount, Run run)
    {
        var variants = new List<(ProductFileRow, SaveVariant)>();
        var before = run.Refused.Count;
        foreach (var row in rows.Where(row => ProductFile.HasVariant(row)))
        {
            if (ProductFile.Variant(row, optionCount, options.Currency, out var refusal) is { } variant)
                variants.Add((row, variant));
            else
                run.Refused.Add(refusal!);
        }

        if (variants.Count == 0 && run.Refused.Count == before)
            run.Refused.Add(new RefusedRow(rows[0].Number, ProductFile.Price, "No row of the product has a variant with a price."));
        return (variants, run.Refused.Count == before);
    }

    private async Task EnterStockAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Stock.Count == 0)
            return;
        var entered = await SendAsync(new EnterOpeningStock(options.StockLocation, run.Stock), cancellationToken);
        run.Notes.Add(entered.Try(out var count, out var refusals)
            ? $"Opening stock of {count} variants was received at {(options.StockLocation is { } name ? $"'{name}'" : "the first location that goods are sent from")}; {run.Stock.Count - count} had stock there already."
            : $"The file has stock of {run.Stock.Count} variants, and none was received: {refusals[0].Message} Import locations first, or set Import:StockLocation to a location's reference or name.");
    }

    private async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    private static int QuantityOf(ProductFileRow row) => int.TryParse(row[ProductFile.Quantity], out var quantity) ? quantity : 0;

    private static int? VariantIndex(Refusal refusal) =>
        refusal is InvalidInput { Path: ["variants", var index, ..] } && int.TryParse(index, out var i) ? i : null;

    private static string ColumnOf(Refusal refusal) => (refusal as InvalidInput)?.Path switch
    {
        ["variants", _, "sku", ..] => ProductFile.Sku,
        ["variants", _, "barcode", ..] => ProductFile.Barcode,
        ["variants", _, "price", ..] => ProductFile.Price,
        ["variants", _, "options", ..] => "Option1 Value",
        ["handle", ..] => ProductFile.Handle,
        ["name", ..] => ProductFile.Title,
        ["description", ..] => ProductFile.Body,
        ["categories", ..] => ProductFile.Tags,
        ["images", ..] => ProductFile.Image,
        _ => ProductFile.Handle,
    };

    private sealed class Run
    {
        public List<RefusedRow> Refused { get; } = [];

        public List<string> Notes { get; } = [];

        public List<OpeningStock> Stock { get; } = [];

        public int Created { get; private set; }

        public int Changed { get; private set; }

        public int Unchanged { get; private set; }

        public void Count(SavedProduct product)
        {
            if (product.Created)
                Created++;
            else if (product.Changed)
                Changed++;
            else
                Unchanged++;
        }
    }
}
