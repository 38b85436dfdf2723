using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Contracts;

/// <summary>Knows which variants are kits: sold as one, kept as their components. Safe to use from several threads.</summary>
public interface IKits
{
    /// <summary>What each of these is made of; variants that are no kits are left out.</summary>
    ValueTask<IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>>> ComponentsAsync(IEnumerable<VariantId> variants, CancellationToken cancellationToken);

    /// <summary>The same, in the state of the database that the caller has: not as remembered.</summary>
    Task<IReadOnlyDictionary<VariantId, IReadOnlyList<StockDemand>>> ComponentsAsync(
        CommerceDbContext db, IEnumerable<VariantId> variants, CancellationToken cancellationToken);
}

/// <summary>There is less of a variant than is wanted.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Wanted">How many are wanted.</param>
/// <param name="Available">How many of them there could be, if the rest of what is wanted stays as it is.</param>
/// <param name="At">The store that it must come from, when others may send the rest; null otherwise.</param>
public sealed record StockShortage(VariantId VariantId, int Wanted, int Available, LocationId? At = null);
