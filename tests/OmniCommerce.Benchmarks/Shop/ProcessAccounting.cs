using System.Globalization;

namespace OmniCommerce.Benchmarks.Shop;

/// <summary>What the kernel has booked on a process (Linux, proc(5)).</summary>
internal sealed class ProcessAccounting(int processId)
{
    // sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // As far as the kernel keeps a thread's name.
    private const string CompilerThread = ".NET Tiered Com";

    private const double QuietShare = 0.02;

    private (double Cpu, Dictionary<string, double> Compilers) _began = (0, []);

    /// <summary>CPU time in user and kernel mode so far, in milliseconds.</summary>
    public double CpuMilliseconds() => CpuMilliseconds($"/proc/{processId}");

    /// <summary>Begins a step of the warm-up.</summary>
    public void BeginStep() => _began = (CpuMilliseconds(), CompilerThreads());

    /// <summary>
    /// Whether the thread that compiles hot methods again had next to nothing to do in the step. Until then its work is counted as the operation's.
    /// </summary>
    public bool CompilerWasQuiet()
    {
        var compiled = CompilerThreads().Sum(thread => thread.Value - _began.Compilers.GetValueOrDefault(thread.Key));
        return compiled < QuietShare * (CpuMilliseconds() - _began.Cpu);
    }

    /// <summary>Resident memory, in MiB.</summary>
    public long ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private Dictionary<string, double> CompilerThreads()
    {
        var threads = new Dictionary<string, double>();
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            try
            {
                if (File.ReadAllText($"{thread}/comm").StartsWith(CompilerThread, StringComparison.Ordinal))
                    threads[thread] = CpuMilliseconds(thread);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return threads;
    }

    private static double CpuMilliseconds(string directory)
    {
        var stat = File.ReadAllText($"{directory}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return ticks * 1000 / TicksPerSecond;
    }
}
