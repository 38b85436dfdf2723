using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>Forgets outcomes that nobody will ask for again: a client repeats within minutes, a till that was offline within days.</summary>
internal sealed class ForgetOldOperations(CommerceDbContext db, WriteGate gate, TimeProvider clock) : IPeriodicJob
{
    internal static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - KeptFor;
        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<Operation>().Where(operation => operation.At < old).ExecuteDeleteAsync(cancellationToken);
    }
}
