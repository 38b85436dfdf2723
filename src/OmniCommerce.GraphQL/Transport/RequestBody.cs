using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>A request's body in one piece. It lies in the server's own buffers where it came in one, and must be disposed after its last use.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly PipeReader _reader;
    private readonly SequencePosition _end;
    private readonly byte[]? _rented;

    private RequestBody(PipeReader reader, ReadOnlySequence<byte> bytes)
    {
        _reader = reader;
        _end = bytes.End;
        if (bytes.IsSingleSegment)
        {
            Bytes = bytes.First;
            return;
        }

        _rented = ArrayPool<byte>.Shared.Rent(checked((int)bytes.Length));
        bytes.CopyTo(_rented);
        Bytes = _rented.AsMemory(0, (int)bytes.Length);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the body, or finds that it is larger than allowed: by its announced length, or as soon as more has come.</summary>
    public static async ValueTask<(RequestBody Body, RequestRefusal? Refusal)> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit) return (default, RequestRefusal.BodyTooLarge(limit));
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (default, RequestRefusal.BodyTooLarge(limit));
            }

            if (read.IsCompleted || read.Buffer.Length == request.ContentLength)
            {
                if (!read.Buffer.IsEmpty) return (new RequestBody(reader, read.Buffer), null);
                reader.AdvanceTo(read.Buffer.End);
                return (default, RequestRefusal.EmptyBody);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose()
    {
        _reader?.AdvanceTo(_end);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }
}
