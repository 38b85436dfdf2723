using System.Globalization;
using MediatR;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Api.Commands;

/// <summary>Compares the books with the payment provider's now, for the last days, as a job does every hour. Fails when somebody has to look at something.</summary>
internal static class ReconcileCommand
{
    private const int DaysByDefault = 3;

    public static async Task<int> RunAsync(string[] settings)
    {
        var days = DaysByDefault;
        if (settings is [var first, ..] && !first.StartsWith('-') && !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out days))
        {
            Console.Error.WriteLine($"'{first}' is no number of days.");
            return 2;
        }

        await using var app = Server.Build([.. settings.Where(setting => setting.StartsWith('-'))]);
        await using var scope = app.Services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var drift = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReconcilePayments(now.AddDays(-days), now));
        foreach (var line in drift)
            Console.WriteLine(line);
        Console.WriteLine(drift.Count == 0 ? "The books agree with the payment provider's." : $"{drift.Count} to look at.");
        return drift.Count == 0 ? 0 : 1;
    }
}
