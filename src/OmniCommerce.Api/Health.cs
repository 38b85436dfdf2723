using OmniCommerce.Platform.Readiness;

namespace OmniCommerce.Api;

/// <summary>Answers load balancers and operators: whether the process lives, and whether it can serve.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("alive"));
        app.MapGet("/readyz", async (HttpContext http) =>
        {
            var parts = http.RequestServices.GetServices<IReadiness>().ToList();
            var states = await Task.WhenAll(parts.Select(part => part.IsReadyAsync(http.RequestAborted).AsTask()));
            var away = parts.Zip(states).Where(state => !state.Second).Select(state => state.First).ToList();
            var ready = !away.Any(part => part.IsVital);
            var text = away.Count == 0 ? "ready" : $"{(ready ? "ready" : "not ready")}; away: {string.Join(", ", away.Select(NameOf))}";
            return Results.Text(text, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static string NameOf(IReadiness part) => part.Trouble is { } trouble ? $"{part.Part} ({trouble})" : part.Part;
}
