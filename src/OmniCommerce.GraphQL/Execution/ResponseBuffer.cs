using System.Buffers;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>A growing UTF-8 buffer out of the shared pool.</summary>
internal sealed class ResponseBuffer
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private readonly int _length = 2;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Return() => ArrayPool<byte>.Shared.Return(_bytes);
}
