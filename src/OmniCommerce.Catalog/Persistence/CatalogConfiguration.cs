using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OmniCommerce.Catalog.Domain;

namespace OmniCommerce.Catalog.Persistence;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    private const int Unlimited = -1;

    public void Configure(EntityTypeBuilder<Product> product)
    {
        product.ToTable("products");
        product.HasKey(p => p.Id);
        product.Property(p => p.Id).ValueGeneratedNever();
        product.Property(p => p.Handle).HasMaxLength(Product.MaxHandle);
        product.Property(p => p.Description).HasMaxLength(Unlimited);
        product.Property(p => p.SearchName).HasMaxLength(2 * Product.MaxName);
        product.Property(p => p.SearchCodes).HasMaxLength(Unlimited);
        product.Property(p => p.SearchCategories).HasMaxLength(Unlimited);
        product.Property(p => p.SearchDescription).HasMaxLength(Unlimited);
        product.HasMany(p => p.Variants).WithOne().HasForeignKey(v => v.ProductId).OnDelete(DeleteBehavior.Cascade);
        product.HasMany(p => p.Categories).WithOne().HasForeignKey(c => c.ProductId).OnDelete(DeleteBehavior.Cascade);

        product.HasIndex(p => p.Handle).IsUnique();

        // One per order of the product list, and one to find what has changed since.
        product.HasIndex(p => p.Number);
        product.HasIndex(p => new { p.SearchName, p.Number });
        product.HasIndex(p => new { p.LowestPrice, p.Number });
        product.HasIndex(p => p.Version);
    }
}

internal sealed class VariantConfiguration : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> variant)
    {
        variant.ToTable("variants", table => table.HasCheckConstraint("CK_variants_price", "\"Price\" >= 0"));
        variant.HasKey(v => v.Id);
        variant.Property(v => v.Id).ValueGeneratedNever();
        variant.Property(v => v.NormalizedSku).HasMaxLength(Kernel.Sku.MaxLength);
        variant.Property(v => v.Barcode).HasMaxLength(Variant.MaxBarcode);
        variant.HasIndex(v => v.NormalizedSku).IsUnique();
        variant.HasIndex(v => v.Barcode).IsUnique().HasFilter("\"Barcode\" IS NOT NULL");
    }
}

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>, IEntityTypeConfiguration<ProductCategory>
{
    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.ToTable("categories");
        category.HasKey(c => c.Id);
        category.Property(c => c.Id).ValueGeneratedNever();
        category.Property(c => c.Name).HasMaxLength(Category.MaxName);

        category.Property(c => c.NormalizedName).HasMaxLength(2 * Category.MaxName);
        category.HasIndex(c => c.NormalizedName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ProductCategory> link)
    {
        link.ToTable("product_categories");
        link.HasKey(l => new { l.ProductId, l.CategoryId });
        link.HasOne(l => l.Category).WithMany().HasForeignKey(l => l.CategoryId);
    }
}
