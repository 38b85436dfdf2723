using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Domain;
using OmniCommerce.Catalog.GraphQL;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Catalog.Features;

/// <summary>
/// The catalogue as this node remembers it. When the catalogue's version has moved, the products that changed since are forgotten, and all
/// lists. A look-up of what is remembered makes no round trip and completes at once.
/// </summary>
internal sealed class CatalogMemory(IDbContextFactory<CommerceDbContext> contexts, CatalogChanges changes, CatalogOptions options) : ICatalog, IDisposable
{
    private readonly BoundedMemory<ProductId, RememberedProduct> _products = new(options.ProductsInMemory);

    // Where to look. A name may belong to another product by now: whoever follows it looks whether it still fits.
    private readonly BoundedMemory<string, ProductId> _byHandle = new(options.ProductsInMemory);
    private readonly BoundedMemory<VariantId, ProductId> _byVariant = new(options.ProductsInMemory * 4);
    private readonly BoundedMemory<Sku, ProductId> _bySku = new(options.ProductsInMemory * 4);
    private readonly BoundedMemory<string, ProductId> _byBarcode = new(options.ProductsInMemory * 4);
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private CatalogLists _lists = new(0, options.PagesInMemory);
    private long _version;

    public async ValueTask<IReadOnlyDictionary<VariantId, CatalogVariant>> VariantsAsync(IReadOnlyCollection<VariantId> ids, CancellationToken cancellationToken)
    {
        await ListsAsync(cancellationToken);
        var found = new Dictionary<VariantId, CatalogVariant>(ids.Count);
        List<VariantId>? missing = null;
        foreach (var id in ids)
        {
            if (_byVariant.TryGet(id, out var owner) && _products.TryGet(owner, out var product) && product.Variant(id) is { } variant)
                found[id] = variant;
            else
                (missing ??= []).Add(id);
        }

        if (missing is not null)
        {
            var owners = await LoadAsync(product => product.Variants.Any(variant => missing.Contains(variant.Id)), cancellationToken);
            foreach (var variant in owners.SelectMany(owner => owner.Variants).Where(variant => missing.Contains(variant.Id)))
                found[variant.Id] = variant;
        }

        return found;
    }

    public async ValueTask<IReadOnlyDictionary<ProductId, CatalogProduct>> ProductsAsync(IReadOnlyCollection<ProductId> ids, CancellationToken cancellationToken)
    {
        await ListsAsync(cancellationToken);
        var found = new Dictionary<ProductId, CatalogProduct>(ids.Count);
        List<ProductId>? missing = null;
        foreach (var id in ids)
        {
            if (_products.TryGet(id, out var remembered))
                found[id] = remembered.Product;
            else
                (missing ??= []).Add(id);
        }

        if (missing is not null)
        {
            foreach (var loaded in await LoadAsync(product => missing.Contains(product.Id), cancellationToken))
                found[loaded.Product.Id] = loaded.Product;
        }

        return found;
    }

    public async ValueTask<CatalogVariant?> FindVariantAsync(VariantBy by, CancellationToken cancellationToken)
    {
        await ListsAsync(cancellationToken);
        var variant = by switch
        {
            { Id: { } id } => await FindAsync(_byVariant, id, variant => variant.Id == id, product => product.Variants.Any(v => v.Id == id), cancellationToken),
            { Sku: { } code } => Sku.TryParse(code, out var sku) ? await BySkuAsync(sku, cancellationToken) : null,
            { Barcode: { } barcode } => await FindAsync(
                _byBarcode, barcode, variant => variant.Barcode == barcode, product => product.Variants.Any(v => v.Barcode == barcode), cancellationToken),
            _ => null,
        };
        return variant is { OnSale: true } ? variant : null;
    }

    /// <summary>The one product that is meant, if it is on sale; otherwise null.</summary>
    public async ValueTask<CatalogProduct?> FindProductAsync(ProductBy by, CancellationToken cancellationToken)
    {
        await ListsAsync(cancellationToken);
        RememberedProduct? found;
        if (by.Id is { } id)
        {
            if (!_products.TryGet(id, out found))
                found = (await LoadAsync(product => product.Id == id, cancellationToken)).FirstOrDefault();
        }
        else
        {
            var handle = Product.NormalHandle(by.Handle ?? "");
            if (!_byHandle.TryGet(handle, out var named) || !_products.TryGet(named, out found))
                found = (await LoadAsync(product => product.Handle == handle, cancellationToken)).FirstOrDefault();
        }

        return found is { Product.OnSale: true } ? found.Product : null;
    }

    /// <summary>The lists of the catalogue's version that stands now. Whoever fills one of an older version fills it for nobody.</summary>
    public ValueTask<CatalogLists> ListsAsync(CancellationToken cancellationToken) =>
        TryLists(out var lists) ? new ValueTask<CatalogLists>(lists) : new ValueTask<CatalogLists>(RefreshAsync(cancellationToken));

    /// <summary>The lists of the catalogue's version that stands now, when that needs no look at the database.</summary>
    public bool TryLists(out CatalogLists lists)
    {
        lists = Volatile.Read(ref _lists);
        return changes.TryCurrent(out var version) && version <= lists.Version;
    }

    public void Dispose() => _refreshing.Dispose();

    private ValueTask<CatalogVariant?> BySkuAsync(Sku sku, CancellationToken cancellationToken)
    {
        var normalized = sku.Normalized;
        return FindAsync(_bySku, sku, variant => variant.Sku == sku, product => product.Variants.Any(v => v.NormalizedSku == normalized), cancellationToken);
    }

    private async ValueTask<CatalogVariant?> FindAsync<TName>(
        BoundedMemory<TName, ProductId> names, TName name, Func<CatalogVariant, bool> fits, Expression<Func<Product, bool>> owner, CancellationToken cancellationToken)
        where TName : notnull
    {
        if (names.TryGet(name, out var id) && _products.TryGet(id, out var known) && known.Variants.FirstOrDefault(fits) is { } variant)
            return variant;
        var loaded = await LoadAsync(owner, cancellationToken);
        return loaded.SelectMany(product => product.Variants).FirstOrDefault(fits);
    }

    private async Task<CatalogLists> RefreshAsync(CancellationToken cancellationToken)
    {
        var version = await changes.CurrentAsync(cancellationToken);
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var before = _lists.Version;
            if (version <= before)
                return _lists;
            ProductId[] changed = [];
            if (_products.Count > 0)
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                changed = await db.Set<Product>().Where(product => product.Version > before).Select(product => product.Id).ToArrayAsync(cancellationToken);
            }

            // In this order: who loads an old product sees afterwards that the version has moved and forgets it again; who still has the old
            // lists may put an old product there, but nobody may into the new ones.
            Volatile.Write(ref _version, version);
            foreach (var id in changed)
                _products.Forget(id);
            Volatile.Write(ref _lists, new CatalogLists(version, options.PagesInMemory));
            return _lists;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task<List<RememberedProduct>> LoadAsync(Expression<Func<Product, bool>> which, CancellationToken cancellationToken)
    {
        var version = Volatile.Read(ref _version);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var products = await db.Set<Product>().AsNoTracking().Where(which)
            .Include(product => product.Variants).Include(product => product.Categories).ThenInclude(link => link.Category).AsSplitQuery()
            .ToListAsync(cancellationToken);
        var loaded = products.ConvertAll(RememberedProduct.Of);
        foreach (var product in loaded)
            Remember(product);
        if (Volatile.Read(ref _version) != version)
            loaded.ForEach(product => _products.Forget(product.Product.Id));
        return loaded;
    }

    private void Remember(RememberedProduct remembered)
    {
        var id = remembered.Product.Id;
        _products.Set(id, remembered);
        _byHandle.Set(remembered.Product.Handle, id);
        foreach (var variant in remembered.Variants)
        {
            _byVariant.Set(variant.Id, id);
            _bySku.Set(variant.Sku, id);
            if (variant.Barcode is not null)
                _byBarcode.Set(variant.Barcode, id);
        }
    }
}
