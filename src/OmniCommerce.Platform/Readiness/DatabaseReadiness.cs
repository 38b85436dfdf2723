using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Readiness;

internal sealed class DatabaseReadiness(IDbContextFactory<CommerceDbContext> contexts) : IReadiness
{
    public string Part => "database";

    public bool IsVital => true;

    public async ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken);
    }
}
