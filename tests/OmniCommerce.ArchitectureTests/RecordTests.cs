using System.Text.RegularExpressions;

namespace OmniCommerce.ArchitectureTests;

/// <summary>What a decision record says is shown by a test is shown by a test that there is.</summary>
public sealed partial class RecordTests
{
    private static readonly string Sources = string.Join(
        '\n',
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));

    private static readonly string Record = File.ReadAllText(Path.Combine(Repository.Source, "decisions", "0010-truth-under-fire.md"));

    public static TheoryData<string> HistoricBugs => [.. Enumerable.Range(1, 20).Select(number => $"F{number}")];

    [Theory]
    [MemberData(nameof(HistoricBugs))]
    public void Each_historic_bug_has_a_test_whose_name_says_it_and_all_that_shows_it_exists(string bug)
    {
        var shown = ShownBy(bug);
        TestName().Count(shown).ShouldBeGreaterThan(0, $"{bug}: {shown}");
        Missing(shown).ShouldBeEmpty();
    }

    [Fact]
    public void What_does_not_exist_is_found() =>
        Missing("torture A1, Z9; `RecordTests.No_such_test`, `NoSuchTests`; drift F3, F99").ShouldBe(["scenario Z9", "No_such_test", "NoSuchTests", "drift F99"], ignoreOrder: true);

    /// <summary>The last cell of the row that the bug is in, alone or with others.</summary>
    private static string ShownBy(string bug) => Record.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split('|'))
        .Single(cells => cells[0].Split(',', StringSplitOptions.TrimEntries).Contains(bug))[^1];

    private static IEnumerable<string> Missing(string shown)
    {
        foreach (Match scenario in Scenario().Matches(shown))
        {
            if (!Sources.Contains($"new(\"{scenario.Value}\", ", StringComparison.Ordinal))
                yield return $"scenario {scenario.Value}";
        }

        foreach (var name in Code().Matches(shown).SelectMany(code => code.Groups[1].Value.Split('.')))
        {
            if (!Regex.IsMatch(Sources, $@"(class|Task|void) {name}\b"))
                yield return name;
        }

        foreach (Match drift in Drift().Matches(shown).SelectMany(drifts => Bug().Matches(drifts.Value)))
        {
            if (!Sources.Contains($"[\"{drift.Value} ", StringComparison.Ordinal))
                yield return $"drift {drift.Value}";
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("`([A-Za-z]+\\.)?[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\b[A-EZ]\d+\b")]
    private static partial Regex Scenario();

    [GeneratedRegex(@"drift F\d+(, F\d+)*")]
    private static partial Regex Drift();

    [GeneratedRegex(@"F\d+")]
    private static partial Regex Bug();
}
