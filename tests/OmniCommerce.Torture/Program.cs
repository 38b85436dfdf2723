using System.Diagnostics;
using OmniCommerce.Torture;

// torture [--quick] [--database sqlite|postgresql|both] [--only ID,ID…] [--times N] [--runs N] [--patience N]: prints a line for each scenario; exit
// code 1 when any was violated. --times runs so many times the counts of --quick. A shop that died has to be as if nothing had happened within 10 seconds of its start, or --patience times as long, on a busy machine.
var quick = args.Contains("--quick");
var only = After("--only");
var times = After("--times") is { } multiple ? int.Parse(multiple, null) : (int?)null;
var databases = After("--database") switch { "sqlite" => ["Sqlite"], "postgresql" => new[] { "PostgreSql" }, _ => ["Sqlite", "PostgreSql"] };
var patience = After("--patience") is { } given ? int.Parse(given, null) : 1;
var failed = 0;
foreach (var database in databases)
{
    await using var busy = new BusyShop(new Arena(database, runs: 0));
    foreach (var scenario in Scenario.All.Where(scenario => only is null ? !quick || scenario.Quick > 0 : only.Split(',').Contains(scenario.Id)))
    {
        var runs = After("--runs") is { } exactly ? int.Parse(exactly, null) : times is { } many ? many * Math.Max(scenario.Quick, 1) : quick ? Math.Max(scenario.Quick, 1) : scenario.Full;
        var watch = Stopwatch.StartNew();
        var violations = new List<string>();
        var note = "";
        try
        {
            note = await scenario.RunAsync(new Arena(database, runs) { Busy = busy, Patience = patience }, violations);
            violations.AddRange(await busy.WrongAsync());
        }
        catch (Exception exception)
        {
            violations.Add(exception.Message);
        }

        failed += violations.Count;
        Console.WriteLine($"{database,-10} {scenario.Id,-3} {scenario.Name,-62} {runs,5} runs  {violations.Count,3} violations  {watch.Elapsed.TotalSeconds,6:0.0} s  {note}");
        foreach (var violation in violations.Take(10))
            Console.WriteLine($"    {violation.ReplaceLineEndings(" ")}");
    }
}

await DemoShop.ForgetAsync();
return failed == 0 ? 0 : 1;

string? After(string option) => Array.IndexOf(args, option) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
