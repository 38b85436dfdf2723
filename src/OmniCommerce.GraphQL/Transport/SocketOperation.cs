using System.Text.Json;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>An operation that a socket's client has open.</summary>
internal sealed class SocketOperation : IDisposable
{
    private readonly CancellationTokenSource _stop;

    public SocketOperation(string id, CancellationToken socket)
    {
        Id = id;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(socket);
        byte[] start = [.. "{\"id\":\""u8, .. JsonEncodedText.Encode(id).EncodedUtf8Bytes, .. "\",\"type\":\""u8];
        NextHead = [.. start, .. "next\",\"payload\":"u8];
        ErrorHead = [.. start, .. "error\",\"payload\":"u8];
        Complete = [.. start, .. "complete\"}"u8];
    }

    public string Id { get; }

    public byte[] NextHead { get; }

    public byte[] ErrorHead { get; }

    public byte[] Complete { get; }

    /// <summary>Ends when the client stops the operation or the socket closes.</summary>
    public CancellationToken Stopped => _stop.Token;

    public bool IsStopped { get; private set; }

    public void Stop()
    {
        IsStopped = true;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in the same moment.
        }
    }

    public void Dispose() => _stop.Dispose();
}
