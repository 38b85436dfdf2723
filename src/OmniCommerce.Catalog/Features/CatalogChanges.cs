using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Catalog.Features;

/// <summary>Counts the changes of the catalogue; each changed product carries the count of its last change.</summary>
internal sealed class CatalogChanges(IDbContextFactory<CommerceDbContext> contexts, IBroadcast broadcast, TimeProvider clock)
    : ChangeCounter("catalog", contexts, broadcast, clock);
