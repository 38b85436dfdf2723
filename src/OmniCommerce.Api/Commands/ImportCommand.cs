using System.Diagnostics;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Imports;

namespace OmniCommerce.Api.Commands;

/// <summary>Runs an import and tells what it did: progress as it goes, then the report, then every refused row.</summary>
internal static class ImportCommand
{
    public static async Task<int> RunAsync(string name, string file, string[] settings)
    {
        if (!File.Exists(file))
            return Refuse($"There is no file '{file}'.");
        if (ImportText.LineThatIsNotUtf8(file) is { } line)
            return Refuse($"Line {line} of '{file}' is not UTF-8. Save the file as UTF-8 and run this again.");
        await using var app = Server.Build(settings);
        await using var scope = app.Services.CreateAsyncScope();
        var imports = scope.ServiceProvider.GetServices<IImport>().ToList();
        if (imports.Find(candidate => candidate.Name == name) is not { } import)
            return Refuse($"There is no import '{name}'. There are: {string.Join(", ", imports.Select(candidate => candidate.Name).Order())}.");

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        await app.Services.MigrateDatabaseAsync(stop.Token);
        var watch = Stopwatch.StartNew();
        try
        {
            var report = await import.RunAsync(file, new Progress(), stop.Token);
            await app.Services.HandleEventsAsync(stop.Token);
            Tell(report, watch.Elapsed);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Refuse("Stopped. What was imported stays; run it again to go on.");
        }
        catch (InvalidDataException exception)
        {
            return Refuse(exception.Message);
        }
    }

    private static void Tell(ImportReport report, TimeSpan elapsed)
    {
        Console.WriteLine($"{report.Rows} rows in {elapsed.TotalSeconds:0.0} s: {report.Created} created, {report.Changed} changed, {report.Unchanged} unchanged, {report.Refused.Count} refused.");
        foreach (var note in report.Notes)
            Console.WriteLine(note);
        foreach (var row in report.Refused)
            Console.WriteLine($"row {row.Row}, {row.Field}: {row.Reason}");
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    // Progress<T> of the framework tells on the thread pool, so that lines could come after the report.
    private sealed class Progress : IProgress<int>
    {
        private const int Every = 500;
        private int _told;

        public void Report(int value)
        {
            if (value - _told < Every)
                return;
            _told = value;
            Console.WriteLine($"{value} rows …");
        }
    }
}
