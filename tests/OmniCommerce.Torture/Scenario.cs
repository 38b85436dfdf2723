namespace OmniCommerce.Torture;

/// <summary>Something that must hold however it is disturbed.</summary>
/// <param name="Id">Its name in decision record 0010.</param>
/// <param name="Name">What must hold.</param>
/// <param name="Quick">Runs within continuous integration; 0 for none, because others there show nearly the same.</param>
/// <param name="Full">Runs of a full round: so many that all of them together take two cores about an hour, more where a race may end in more ways, fewer where most of the time is waited.</param>
/// <param name="RunAsync">Does it; adds what was violated, and answers what is worth telling.</param>
internal sealed record Scenario(string Id, string Name, int Quick, int Full, Func<Arena, List<string>, Task<string>> RunAsync)
{
    public static readonly Scenario[] All = [.. Races.All, .. Limits.All, .. Volleys.All, .. OneOrder.All, .. Meetings.All, .. Keys.All, .. Notices.All, .. Crashes.All, .. Databases.All, .. Nodes.All, .. Backups.All, .. Weather.All, .. Processor.All, .. Disputes.All];
}
