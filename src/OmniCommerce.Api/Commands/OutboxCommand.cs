using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Api.Commands;

/// <summary>Shows the events that are not handled, and has dead ones handled again.</summary>
internal static class OutboxCommand
{
    private const int MaxListed = 200;

    public static async Task<int> RunAsync(string[] words)
    {
        switch (words)
        {
            case ["list", .. var settings]:
                return await WithOutboxAsync(settings, ListAsync);
            case ["replay", "--dead", .. var settings]:
                return await WithOutboxAsync(settings, ReplayDeadAsync);
            case ["replay", var text, .. var settings] when Guid.TryParse(text, out var id):
                return await WithOutboxAsync(settings, outbox => ReplayAsync(outbox, id));
            default:
                Console.Error.WriteLine("Say: outbox list, outbox replay ID, or outbox replay --dead.");
                return 2;
        }
    }

    private static async Task<int> WithOutboxAsync(string[] settings, Func<OutboxAdministration, Task<int>> action)
    {
        await using var app = Server.Build(settings);
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        return await action(app.Services.GetRequiredService<OutboxAdministration>());
    }

    private static async Task<int> ListAsync(OutboxAdministration outbox)
    {
        var unhandled = await outbox.ListAsync(MaxListed, CancellationToken.None);
        foreach (var one in unhandled)
            Console.WriteLine($"{one.Id}  {(one.IsDead ? "dead" : "waits")}  {one.RaisedAt:u}  {one.Type}  {one.Stream}  {one.Attempts} attempts  {one.LastError}");
        Console.WriteLine(unhandled.Count == MaxListed ? $"These are the first {MaxListed}." : $"{unhandled.Count} in all.");
        return 0;
    }

    private static async Task<int> ReplayAsync(OutboxAdministration outbox, Guid id)
    {
        if (await outbox.ReplayAsync(id, CancellationToken.None))
        {
            Console.WriteLine("It will be handled again.");
            return 0;
        }

        Console.Error.WriteLine($"There is no dead event {id}.");
        return 1;
    }

    private static async Task<int> ReplayDeadAsync(OutboxAdministration outbox)
    {
        Console.WriteLine($"{await outbox.ReplayDeadAsync(CancellationToken.None)} will be handled again.");
        return 0;
    }
}
