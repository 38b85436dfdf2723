using Microsoft.EntityFrameworkCore.Update;

namespace OmniCommerce.Migrations.Sqlite;

/// <summary>
/// Sends the changes of a save as one command, as to any other database. By itself EF Core sends a command for each row to SQLite, because there
/// is no network in between; but a command costs EF Core more than the row costs SQLite.
/// </summary>
internal sealed class SqliteBatches(ModificationCommandBatchFactoryDependencies dependencies) : IModificationCommandBatchFactory
{
    // Each parameter is looked for in each statement of its command, so that the work grows with the square of the rows.
    private const int MaxRows = 20;

    public ModificationCommandBatch Create() => new Batch(dependencies);

    private sealed class Batch(ModificationCommandBatchFactoryDependencies dependencies) : AffectedCountModificationCommandBatch(dependencies, MaxRows);
}
