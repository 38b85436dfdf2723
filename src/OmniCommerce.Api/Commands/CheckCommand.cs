using System.Diagnostics;
using OmniCommerce.Platform.Books;

namespace OmniCommerce.Api.Commands;

/// <summary>Checks the books, while the shop runs or not: one line for each thing that is wrong, and exit code 1 when there is any.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(string[] settings)
    {
        await using var app = Server.Build(settings);
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var wrong = 0;
        var patience = app.Configuration.GetValue<int?>("Check:PatienceSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : BooksCheck.Patience;
        await foreach (var line in app.Services.GetRequiredService<BooksCheck>().RunAsync(patience, new Progress()))
        {
            wrong++;
            Console.WriteLine(line);
        }

        Console.Error.WriteLine(wrong == 0 ? $"The books are right ({watch.Elapsed.TotalSeconds:0.0} s)." : $"{wrong} things are wrong ({watch.Elapsed.TotalSeconds:0.0} s).");
        return wrong == 0 ? 0 : 1;
    }

    // To the error output, so that the output is what is wrong and nothing else.
    private sealed class Progress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"{value} …");
    }
}
