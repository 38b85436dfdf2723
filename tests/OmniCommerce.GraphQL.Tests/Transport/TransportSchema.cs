using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Transport;

/// <summary>What a test's server has seen of its resolvers.</summary>
internal sealed class Witness
{
    public TaskCompletionSource Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Touched { get; set; }

    /// <summary>What <c>steps</c> tells its subscriber.</summary>
    public Channel<int> Steps { get; } = Channel.CreateUnbounded<int>();

    /// <summary>How many events the floods have made.</summary>
    public volatile int FloodEvents;

    /// <summary>How many floods were stopped.</summary>
    public volatile int Floods;
}

/// <summary>A service of one operation: its scope is over when it is disposed.</summary>
internal sealed class OperationService(Witness witness) : IDisposable
{
    public void Dispose() => witness.Disposed.TrySetResult();
}

/// <summary>What the transport said about the client.</summary>
internal sealed record Caller(string? Name);

[QueryType]
internal static class TransportQueries
{
    public static string Hello(string name = "world") => $"Hello, {name}";

    public static string? CallerName(Caller caller) => caller.Name;

    public static async Task<string> Slow(Witness witness, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            witness.Cancelled.TrySetResult();
            throw;
        }

        return "late";
    }

    public static string? Broken() => throw new InvalidOperationException("the secret of the house");

    public static Person Me() => new("Ada");

    public static string Text(int length) => new('x', length);

    public static async Task<string> Scoped(OperationService service)
    {
        await Task.Yield();
        return service.GetType().Name;
    }
}

[MutationType]
internal static class TransportMutations
{
    public static TouchPayload Touch(TouchInput input, Witness witness)
    {
        witness.Touched += input.Times;
        return new TouchPayload(witness.Touched);
    }

    [OncePerRequest]
    public static OpenPayload Open(OpenInput input) => new(input.Pin == 7_351);

    [OncePerRequest]
    public static OpenPayload Redeem(RedeemInput input) => new(input.Code == 7_351);
}

internal sealed record TouchInput(int Times);

internal sealed record OpenInput(int Pin);

internal sealed record RedeemInput(int Code);

[Payload]
internal sealed record OpenPayload(bool? Opened);

/// <summary>Somebody who knows somebody.</summary>
internal sealed record Person(string Name)
{
    public Person Me => this;
}

[Payload]
internal sealed record TouchPayload(int? Touched);

[SubscriptionType]
internal static class TransportSubscriptions
{
    public static async IAsyncEnumerable<int> Ticks(int count, [EnumeratorCancellation] CancellationToken cancellationToken, int milliseconds = 1)
    {
        for (var i = 1; i <= count; i++)
        {
            await Task.Delay(milliseconds, cancellationToken);
            yield return i;
        }
    }

    public static IAsyncEnumerable<int> Steps(Witness witness, CancellationToken cancellationToken) => witness.Steps.Reader.ReadAllAsync(cancellationToken);

    public static async IAsyncEnumerable<int> Silence(Witness witness, OperationService service, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _ = service;
        try
        {
            witness.Listening.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            witness.Cancelled.TrySetResult();
        }

        yield break;
    }

    public static async IAsyncEnumerable<string> Flood(Witness witness, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Yield();
                Interlocked.Increment(ref witness.FloodEvents);
                yield return new string('x', 100_000);
            }
        }
        finally
        {
            Interlocked.Increment(ref witness.Floods);
            witness.Cancelled.TrySetResult();
        }
    }

    public static async IAsyncEnumerable<int> BreaksAfterOne()
    {
        await Task.Yield();
        yield return 1;
        throw new InvalidOperationException("the secret of the house");
    }
}
