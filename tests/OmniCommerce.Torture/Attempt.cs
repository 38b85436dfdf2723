using System.Text.Json;

namespace OmniCommerce.Torture;

/// <summary>Something that takes one of the goods in the end, each step of which may be the last of the shop's life.</summary>
internal abstract class Attempt : IDisposable
{
    /// <returns>Whether the shop died over it.</returns>
    public async Task<bool> TryAsync()
    {
        try
        {
            await RunAsync();
            return false;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return true;
        }
    }

    /// <summary>Repeats everything under the same keys; answers what is not as if nothing had happened.</summary>
    public abstract Task<List<string>> FinishAsync();

    public virtual void Dispose()
    {
    }

    protected abstract Task RunAsync();

    protected static string? Number(JsonElement placed) => placed.GetProperty("order").GetProperty("number").GetString();
}
