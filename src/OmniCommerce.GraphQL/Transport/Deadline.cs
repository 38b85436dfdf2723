using System.Collections.Concurrent;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>Cancels one operation when its time is up or its client has gone. The sources are used again: most operations never come near it.</summary>
internal readonly struct Deadline : IDisposable
{
    private static readonly ConcurrentQueue<CancellationTokenSource> Idle = new();

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _client;

    private Deadline(CancellationTokenSource source, CancellationTokenRegistration client)
    {
        _source = source;
        _client = client;
    }

    public CancellationToken Token => _source.Token;

    public static Deadline Start(TimeSpan time, CancellationToken client)
    {
        if (!Idle.TryDequeue(out var source)) source = new CancellationTokenSource();
        source.CancelAfter(time);
        return new Deadline(source, client.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source));
    }

    public void Dispose()
    {
        _client.Dispose();
        if (_source.TryReset()) Idle.Enqueue(_source);
        else _source.Dispose();
    }
}
