using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Books;

/// <summary>
/// Checks all books against each other, in one state of the database: nobody has to stop working meanwhile, and what moves is not mistaken for
/// an error.
/// </summary>
public sealed class BooksCheck(IDbContextFactory<CommerceDbContext> contexts, IDatabaseProvider provider, IEnumerable<IBooks> books, TimeProvider clock)
{
    /// <summary>Whatever broke down, the shop has finished or given up what was under way by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>One line for each thing that is not what it should be; none when the books are right.</summary>
    /// <param name="patience">What has been under way, or due, for longer is told too; null to leave it out.</param>
    /// <param name="progress">Hears the name of the books that are looked at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<string> RunAsync(TimeSpan? patience, IProgress<string>? progress = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await provider.BeginSnapshotAsync(db, cancellationToken);
        foreach (var kept in books)
        {
            progress?.Report(kept.Of);
            await foreach (var wrong in kept.WrongAsync(db, cancellationToken))
                yield return $"{kept.Of}: {wrong}";
            if (patience is not { } allowed)
                continue;
            await foreach (var late in kept.LateAsync(db, now - allowed, cancellationToken))
                yield return $"{kept.Of}: {late}";
        }
    }
}
