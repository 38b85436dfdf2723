using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>A growing buffer of UTF-8 JSON out of the shared pool. It can be cut back, which is how a null takes back what it replaces.</summary>
internal sealed class ResponseBuffer
{
    private const int FirstSize = 16 * 1024;

    private static readonly SearchValues<char> s_escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '"', '\\']);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    /// <summary>How much is written; a place to cut back to.</summary>
    public int Length => _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Takes back what was written after the place.</summary>
    public void CutBack(int length) => _length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte value)
    {
        if (_length == _bytes.Length) Grow(1);
        _bytes[_length++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> utf8)
    {
        if (_bytes.Length - _length < utf8.Length) Grow(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length += utf8.Length;
    }

    public void Null() => Raw("null"u8);

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Free(20), out var written);
        _length += written;
    }

    /// <summary>Writes a finite floating-point number, in the fewest digits that read as the same.</summary>
    public void Number<T>(T value)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        value.TryFormat(Free(32), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Writes text that needs no escaping, in quotes.</summary>
    public void Quoted<T>(T value, int maxLength, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        var free = Free(maxLength + 2);
        free[0] = (byte)'"';
        value.TryFormat(free[1..], out var written, format, CultureInfo.InvariantCulture);
        free[written + 1] = (byte)'"';
        _length += written + 2;
    }

    public void String(ReadOnlySpan<char> value)
    {
        Free(value.Length * 3 + 2); // a UTF-16 unit takes at most three bytes
        _bytes[_length++] = (byte)'"';
        while (true)
        {
            var plain = value.IndexOfAny(s_escaped);
            Utf8.FromUtf16(plain < 0 ? value : value[..plain], _bytes.AsSpan(_length), out _, out var written);
            _length += written;
            if (plain < 0) break;
            Escape(value[plain]);
            value = value[(plain + 1)..];
            Free(value.Length * 3 + 1);
        }

        _bytes[_length++] = (byte)'"';
    }

    /// <summary>Gives the memory back; the buffer must not be used any more.</summary>
    public void Return()
    {
        var bytes = _bytes;
        _bytes = [];
        _length = 0;
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>The free space, at least that much of it; what is written there counts when the length is moved.</summary>
    public Span<byte> Free(int size)
    {
        if (_bytes.Length - _length < size) Grow(size);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Counts what was written into the free space.</summary>
    public void Advance(int size) => _length += size;

    private void Escape(char value)
    {
        Byte((byte)'\\');
        switch (value)
        {
            case '"' or '\\':
                Byte((byte)value);
                break;
            case '\n':
                Byte((byte)'n');
                break;
            case '\r':
                Byte((byte)'r');
                break;
            case '\t':
                Byte((byte)'t');
                break;
            default:
                Raw("u00"u8);
                Byte("0123456789abcdef"u8[value >> 4]);
                Byte("0123456789abcdef"u8[value & 15]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + size));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
