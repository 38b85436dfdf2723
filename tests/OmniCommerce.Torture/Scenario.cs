namespace OmniCommerce.Torture;

/// <summary>Something that must hold however it is disturbed.</summary>
/// <param name="Id">Its name in decision record 0010.</param>
/// <param name="Name">What must hold.</param>
/// <param name="Quick">Runs within continuous integration.</param>
/// <param name="Full">Runs when there is time.</param>
/// <param name="RunAsync">Does it; adds what was violated, and answers what is worth telling.</param>
internal sealed record Scenario(string Id, string Name, int Quick, int Full, Func<Arena, List<string>, Task<string>> RunAsync)
{
    public static readonly Scenario[] All =
    [
        new("A1", "the last unit is sold once", 3, 100, Races.LastUnitAsync),
        new("A2", "as many as there are are sold", 1, 50, Races.FewUnitsAsync),
        new("A3", "carts of A and B and of B and A end no other in a deadlock", 1, 50, Races.CrossedCartsAsync),
        new("A5", "the last unit is sold once, whatever the channel", 3, 100, Races.ChannelsAsync),
        new("A8", "of returns at once no more are paid than were bought", 3, 100, Races.ReturnsAsync),
        new("A9", "four devices change one cart and nothing is lost", 1, 100, Races.SharedCartAsync),
        new("B1", "one key sent many times at once has one effect", 3, 200, Races.OneKeyAsync),
        new("B2", "one key with another body is refused", 5, 500, Races.OtherBodyAsync),
        new("B3", "an answer that was lost is answered again", 10, 400, Races.LostAnswerAsync),
        new("C1", "killed at a named step, it recovers by itself", 1, 50, Crashes.AtEachStepAsync),
        new("C2", "killed at random under load, no acknowledged order is lost", 3, 300, Crashes.AtRandomAsync),
        new("C4", "a database that is busy for others delays and harms nothing", 1, 50, Crashes.BusyAsync),
    ];
}
