using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Api.Commands;

/// <summary>Tells the shop of a real card reader that is registered with Stripe, and at which store's till it is.</summary>
internal static class ReaderCommand
{
    public static async Task<int> RunAsync(string store, string label, string readerId, string[] settings)
    {
        await using var app = Server.Build(settings);
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var stores = (await scope.ServiceProvider.GetRequiredService<ILocations>().AllAsync(CancellationToken.None)).Where(location => location.Name == store).ToList();
        if (stores is not [var location])
            return Refuse($"There are {stores.Count} stores named '{store}'.");
        var saved = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SaveReader(location.Id, label, ReaderBehaviour.ReadsCards, readerId));
        if (saved.IsRefused)
            return Refuse(saved.Refusals[0].Message);
        Console.WriteLine($"{store} has the reader '{label}'.");
        return 0;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
