namespace OmniCommerce.Platform.Imports;

/// <summary>Brings a file's data in, as a command of the program: <c>import products FILE</c>. Safe to repeat: a second run of the same file changes nothing.</summary>
public interface IImport
{
    /// <summary>What is imported: <c>products</c>.</summary>
    string Name { get; }

    /// <summary>Reads the file to its end. Rows that cannot be taken are in the report, each with its reason; they never stop the others.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="progress">Told how many rows are read, now and then.</param>
    /// <param name="cancellationToken">Stops between two rows; what is imported stays.</param>
    Task<ImportReport> RunAsync(string file, IProgress<int> progress, CancellationToken cancellationToken);
}

/// <summary>What an import did.</summary>
/// <param name="Rows">How many rows the file has, its head not counted.</param>
/// <param name="Created">How many things were made.</param>
/// <param name="Changed">How many things were brought to another state.</param>
/// <param name="Unchanged">How many things were as the file has them.</param>
/// <param name="Refused">The rows that were not taken.</param>
/// <param name="Notes">What else a reader should know: sums, totals.</param>
public sealed record ImportReport(
    int Rows, int Created, int Changed, int Unchanged, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<string> Notes);

/// <summary>A row that was not taken.</summary>
/// <param name="Row">The row's number, the head being row 1; for a JSON array the element's number from 1.</param>
/// <param name="Field">The field that is wrong.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record RefusedRow(int Row, string Field, string Reason);
