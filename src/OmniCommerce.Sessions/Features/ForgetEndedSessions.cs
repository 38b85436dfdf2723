using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Features;

/// <summary>Deletes sessions some time after they ended, with what belongs to them: guests come and do not come back.</summary>
internal sealed class ForgetEndedSessions(IDbContextFactory<CommerceDbContext> databases, WriteGate gate, TimeProvider clock) : IPeriodicJob
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    // Few enough that shoppers' writes come in between.
    private const int PerStatement = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - KeptFor;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        int deleted;
        do
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            var oldest = db.Set<Session>().Where(session => session.ExpiresAt < before).OrderBy(session => session.ExpiresAt).Select(session => session.Id).Take(PerStatement);
            deleted = await db.Set<Session>().Where(session => oldest.Contains(session.Id)).ExecuteDeleteAsync(cancellationToken);
        }
        while (deleted == PerStatement);
    }
}
