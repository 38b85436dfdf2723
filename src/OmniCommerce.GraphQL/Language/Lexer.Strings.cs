using System.Globalization;
using System.Text;

namespace OmniCommerce.GraphQL.Language;

internal ref partial struct Lexer
{
    private TokenKind ReadString()
    {
        var start = _position + 1;
        var length = _source[start..].IndexOfAny("\"\\\n\r"u8);
        if (length >= 0 && _source[start + length] == '"')
        {
            StringValue = Encoding.UTF8.GetString(_source.Slice(start, length));
            _position = start + length + 1;
            return TokenKind.String;
        }

        return ReadEscapedString(start);
    }

    private TokenKind ReadEscapedString(int start)
    {
        var text = new StringBuilder();
        var position = start;
        while (true)
        {
            var length = _source[position..].IndexOfAny("\"\\\n\r"u8);
            if (length < 0 || _source[position + length] is (byte)'\n' or (byte)'\r')
            {
                Fail(length < 0 ? _source.Length : position + length, "Unterminated string.");
                return TokenKind.EndOfFile;
            }

            text.Append(Encoding.UTF8.GetString(_source.Slice(position, length)));
            position += length;
            if (_source[position] == '"')
            {
                StringValue = text.ToString();
                _position = position + 1;
                return TokenKind.String;
            }

            var size = ReadEscape(position, text);
            if (size == 0) return TokenKind.EndOfFile;
            position += size;
        }
    }

    /// <summary>Appends what the escape sequence at the position stands for and answers its size in bytes, or fails and answers 0.</summary>
    private int ReadEscape(int position, StringBuilder text)
    {
        switch (ByteAt(position + 1))
        {
            case (byte)'"': text.Append('"'); return 2;
            case (byte)'\\': text.Append('\\'); return 2;
            case (byte)'/': text.Append('/'); return 2;
            case (byte)'b': text.Append('\b'); return 2;
            case (byte)'f': text.Append('\f'); return 2;
            case (byte)'n': text.Append('\n'); return 2;
            case (byte)'r': text.Append('\r'); return 2;
            case (byte)'t': text.Append('\t'); return 2;
            case (byte)'u' when ByteAt(position + 2) == '{': return ReadBracedUnicode(position, text);
            case (byte)'u': return ReadUnicode(position, text);
            default:
                Fail(position, $"Invalid character escape sequence: \"{Characters(position, 2)}\".");
                return 0;
        }
    }

    /// <summary><c>\u{1F600}</c>: any Unicode scalar value, at most eight digits.</summary>
    private int ReadBracedUnicode(int position, StringBuilder text)
    {
        const int MaxSize = 12;
        var point = 0L;
        var size = 3;
        while (size < MaxSize)
        {
            var letter = ByteAt(position + size++);
            if (letter == '}')
            {
                if (size < 5 || point > 0x10FFFF || !Rune.IsValid((int)point)) break;
                text.Append(new Rune((int)point));
                return size;
            }

            var digit = HexDigit(letter);
            if (digit < 0) break;
            point = (point << 4) | (uint)digit;
            if (point > int.MaxValue) break;
        }

        Fail(position, $"Invalid Unicode escape sequence: \"{Characters(position, size)}\".");
        return 0;
    }

    /// <summary><c>\u00E9</c>, or two of them that form a surrogate pair.</summary>
    private int ReadUnicode(int position, StringBuilder text)
    {
        var first = HexCode(position + 2);
        if (first >= 0 && !char.IsSurrogate((char)first))
        {
            text.Append((char)first);
            return 6;
        }

        if (first >= 0 && char.IsHighSurrogate((char)first) && ByteAt(position + 6) == '\\' && ByteAt(position + 7) == 'u')
        {
            var second = HexCode(position + 8);
            if (second >= 0 && char.IsLowSurrogate((char)second))
            {
                text.Append((char)first).Append((char)second);
                return 12;
            }
        }

        Fail(position, $"Invalid Unicode escape sequence: \"{Characters(position, 6)}\".");
        return 0;
    }

    private TokenKind ReadBlockString()
    {
        var position = _position + 3;
        while (true)
        {
            var length = _source[position..].IndexOf("\"\"\""u8);
            if (length < 0)
            {
                Fail(_source.Length, "Unterminated string.");
                return TokenKind.EndOfFile;
            }

            position += length;
            if (_source[position - 1] != '\\') break;
            position += 3;
        }

        var raw = Encoding.UTF8.GetString(_source[(_position + 3)..position]);
        StringValue = BlockString.Value(raw.Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal));
        _position = position + 3;
        return TokenKind.BlockString;
    }

    private readonly int HexCode(int position)
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = HexDigit(ByteAt(position + i));
            if (digit < 0) return -1;
            code = (code << 4) | digit;
        }

        return code;
    }

    private static int HexDigit(byte letter) =>
        char.IsAsciiHexDigit((char)letter) ? int.Parse([(char)letter], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : -1;

    /// <summary>At most so many UTF-16 code units from the position, for a message.</summary>
    private readonly string Characters(int position, int count)
    {
        var bytes = _source.Slice(position, Math.Min(count * 4, _source.Length - position));
        var text = Encoding.UTF8.GetString(bytes);
        return text.Length > count ? text[..count] : text;
    }
}
