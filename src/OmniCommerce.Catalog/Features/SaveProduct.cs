using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Catalog.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Catalog.Features;

internal sealed class SaveProductValidator : AbstractValidator<SaveProduct>
{
    public SaveProductValidator()
    {
        RuleFor(product => product.Handle).Must(handle => handle.Trim() is { Length: > 0 and <= Product.MaxHandle } text && !text.Any(char.IsWhiteSpace))
            .WithMessage($"A handle has 1 to {Product.MaxHandle} characters and no space.");
        RuleFor(product => product.Name).Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= Product.MaxName)
            .WithMessage($"A name has 1 to {Product.MaxName} characters.");
        RuleFor(product => product.Description).MaximumLength(Product.MaxDescription)
            .WithMessage($"A description has at most {Product.MaxDescription} characters.");
        RuleFor(product => product.Categories).Must(names => names.Count <= Product.MaxCategories)
            .WithMessage($"A product is in at most {Product.MaxCategories} categories.");
        RuleForEach(product => product.Categories).Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= Category.MaxName)
            .WithMessage($"A category's name has 1 to {Category.MaxName} characters.");
        RuleFor(product => product.Images).Must(images => images.Count <= Product.MaxImages)
            .WithMessage($"A product has at most {Product.MaxImages} pictures.");
        RuleForEach(product => product.Images).Must(image => !string.IsNullOrWhiteSpace(image) && image.Length <= 2000)
            .WithMessage("A picture's address has 1 to 2000 characters.");
        RuleFor(product => product.OptionNames).Must(names => names.Count <= Product.MaxOptions)
            .WithMessage($"A product has at most {Product.MaxOptions} options.");
        RuleFor(product => product.Variants).Must(variants => variants.Count is > 0 and <= Product.MaxVariants)
            .WithMessage($"A product has 1 to {Product.MaxVariants} variants.");
        RuleForEach(product => product.Variants).SetValidator(new VariantValidator());
        RuleFor(product => product).Custom((product, context) => RefuseTwins(product, context));
    }

    private static void RefuseTwins(SaveProduct product, ValidationContext<SaveProduct> context)
    {
        var handle = Product.NormalHandle(product.Handle);
        var skus = new HashSet<Sku>();
        var barcodes = new HashSet<string>();
        var options = new HashSet<string>();
        for (var i = 0; i < product.Variants.Count; i++)
        {
            var variant = product.Variants[i];
            if (variant.Options.Count != product.OptionNames.Count)
                context.AddFailure($"Variants[{i}].Options", $"Give {product.OptionNames.Count} option values, one for each of the product's options.");
            if (!options.Add(string.Join('\n', variant.Options)))
                context.AddFailure($"Variants[{i}].Options", $"Another variant of the product has the options '{string.Join(" / ", variant.Options)}' already.");
            if (!skus.Add(variant.Sku ?? MadeSku.Of(handle, variant.Options)))
                context.AddFailure($"Variants[{i}].Sku", $"Another variant of the product has the SKU '{variant.Sku}' already.");
            if (variant.Barcode is { } barcode && !barcodes.Add(barcode))
                context.AddFailure($"Variants[{i}].Barcode", $"Another variant of the product has the barcode '{barcode}' already.");
            if (variant.Price.Currency != product.Variants[0].Price.Currency)
                context.AddFailure($"Variants[{i}].Price", $"All variants of a product are priced in one currency, here {product.Variants[0].Price.Currency}.");
        }
    }

    private sealed class VariantValidator : AbstractValidator<SaveVariant>
    {
        public VariantValidator()
        {
            RuleFor(variant => variant.Price).Must(price => price.MinorUnits >= 0).WithMessage("A price is not negative.");
            RuleFor(variant => variant.Barcode).Must(barcode => barcode is null || barcode.Trim() is { Length: > 0 and <= Variant.MaxBarcode })
                .WithMessage($"A barcode has 1 to {Variant.MaxBarcode} characters.");
            RuleForEach(variant => variant.Options).Must(option => !string.IsNullOrWhiteSpace(option) && option.Length <= Variant.MaxOption)
                .WithMessage($"An option's value has 1 to {Variant.MaxOption} characters.");
        }
    }
}

internal sealed class SaveProductHandler(CommerceDbContext db, CatalogChanges changes, CommitActions commit, TimeProvider clock)
    : IRequestHandler<SaveProduct, Result<SavedProduct>>
{
    public async Task<Result<SavedProduct>> Handle(SaveProduct request, CancellationToken cancellationToken)
    {
        await changes.TakeTurnAsync(db, cancellationToken);
        var handle = Product.NormalHandle(request.Handle);
        var known = await db.Set<Product>().Include(p => p.Variants).Include(p => p.Categories).ThenInclude(link => link.Category).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.Handle == handle, cancellationToken);
        var product = known ?? Product.New(NewId.Of<ProductId>(clock), handle);
        if (await TakenElsewhereAsync(product, request.Variants, cancellationToken) is { Count: > 0 } taken)
            return taken;

        // At once, because a unique index looks at each statement: two variants cannot swap a barcode in one.
        if (product.FreeMovedBarcodes(request.Variants))
            await db.SaveChangesAsync(cancellationToken);

        var listed = product.Bring(request, await CategoriesAsync(request.Categories, cancellationToken), () => NewId.Of<VariantId>(clock));
        if (known is null)
            db.Add(product);
        var changed = IsChanged();
        if (changed)
        {
            product.ChangedAt(await changes.RaiseAsync(db, commit, cancellationToken));

            // At once, because the next product of the same command must find this one's categories and codes.
            await db.SaveChangesAsync(cancellationToken);
        }

        return new SavedProduct(product.Id, [.. listed.Select(variant => variant.Id)], changed) { Created = known is null };
    }

    private async Task<List<Refusal>> TakenElsewhereAsync(Product product, IReadOnlyList<SaveVariant> wanted, CancellationToken cancellationToken)
    {
        var skus = wanted.Select(variant => (variant.Sku ?? MadeSku.Of(product.Handle, variant.Options)).Normalized).ToArray();
        var barcodes = wanted.Select(variant => variant.Barcode).OfType<string>().ToArray();
        var taken = await db.Set<Variant>()
            .Where(other => other.ProductId != product.Id && (skus.Contains(other.NormalizedSku) || barcodes.Contains(other.Barcode)))
            .Join(db.Set<Product>(), other => other.ProductId, owner => owner.Id, (other, owner) => new { other.NormalizedSku, other.Barcode, owner.Handle })
            .ToListAsync(cancellationToken);

        var refusals = new List<Refusal>();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (taken.Find(other => other.NormalizedSku == skus[i]) is { } sameSku)
                refusals.Add(new InvalidInput($"The SKU '{wanted[i].Sku ?? Sku.Of(skus[i])}' belongs to the product '{sameSku.Handle}'.", ["variants", $"{i}", "sku"]));
            if (wanted[i].Barcode is { } barcode && taken.Find(other => other.Barcode == barcode) is { } sameBarcode)
                refusals.Add(new InvalidInput($"The barcode '{barcode}' belongs to the product '{sameBarcode.Handle}'.", ["variants", $"{i}", "barcode"]));
        }

        return refusals;
    }

    private async Task<List<Category>> CategoriesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Select(name => name.Trim()).DistinctBy(SearchText.Of).ToDictionary(SearchText.Of);
        if (wanted.Count == 0)
            return [];
        var categories = await db.Set<Category>().Where(category => wanted.Keys.Contains(category.NormalizedName)).ToListAsync(cancellationToken);
        foreach (var (normalized, name) in wanted.Where(entry => !categories.Exists(category => category.NormalizedName == entry.Key)).ToArray())
        {
            var category = new Category { Id = NewId.Of<CategoryId>(clock), Name = name, NormalizedName = normalized };
            db.Add(category);
            categories.Add(category);
        }

        return categories;
    }

    private bool IsChanged() => db.ChangeTracker.Entries()
        .Any(entry => entry.State != EntityState.Unchanged && entry.Entity is Product or Variant or ProductCategory);
}
