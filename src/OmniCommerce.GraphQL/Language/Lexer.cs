using System.Globalization;
using System.Text;

namespace OmniCommerce.GraphQL.Language;

internal enum TokenKind : byte
{
    EndOfFile,
    Bang,
    Dollar,
    Ampersand,
    ParenOpen,
    ParenClose,
    Spread,
    Colon,
    EqualsSign,
    At,
    BracketOpen,
    BracketClose,
    BraceOpen,
    Pipe,
    BraceClose,
    Name,
    Int,
    Float,
    String,
    BlockString,
}

/// <summary>
/// Reads one token after the other. The first error is kept and ends the text: from then on every token is the end of the file, so that
/// the parser needs no exceptions to get out of its recursion.
/// </summary>
internal ref partial struct Lexer
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly int _maxTokens;
    private int _position;
    private int _tokens;

    /// <param name="source">Valid UTF-8.</param>
    /// <param name="maxTokens">The most tokens that are read.</param>
    public Lexer(ReadOnlySpan<byte> source, int maxTokens)
    {
        _source = source;
        _maxTokens = maxTokens;
        Advance();
    }

    /// <summary>The kind of the current token.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>The offset of its first byte.</summary>
    public int Start { get; private set; }

    /// <summary>The value of a string, its escapes resolved.</summary>
    public string? StringValue { get; private set; }

    public string? ErrorMessage { get; private set; }

    public int ErrorOffset { get; private set; }

    /// <summary>The current token's bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _source[Start.._position];

    /// <summary>The text of a name or number.</summary>
    public readonly string Text => NameTable.Get(Bytes);

    public void Fail(int offset, string message)
    {
        if (ErrorMessage is not null) return;
        ErrorMessage = message;
        ErrorOffset = offset;
        Stop();
    }

    public void Advance()
    {
        SkipIgnored();
        Start = _position;
        if (_position == _source.Length)
        {
            Kind = TokenKind.EndOfFile;
            return;
        }

        Kind = ReadToken(_source[_position]);
        if (ErrorMessage is not null) Stop();
        else if (++_tokens > _maxTokens) Fail(Start, $"Document contains more than {_maxTokens} tokens. Parsing aborted.");
    }

    /// <summary>The current token in the words of an error message.</summary>
    public readonly string Describe() => Kind switch
    {
        TokenKind.Name or TokenKind.Int or TokenKind.Float => $"{Describe(Kind)} \"{Text}\"",
        TokenKind.String or TokenKind.BlockString => $"{Describe(Kind)} \"{StringValue}\"",
        _ => Describe(Kind),
    };

    public static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.EndOfFile => "<EOF>",
        TokenKind.Bang => "\"!\"",
        TokenKind.Dollar => "\"$\"",
        TokenKind.Ampersand => "\"&\"",
        TokenKind.ParenOpen => "\"(\"",
        TokenKind.ParenClose => "\")\"",
        TokenKind.Spread => "\"...\"",
        TokenKind.Colon => "\":\"",
        TokenKind.EqualsSign => "\"=\"",
        TokenKind.At => "\"@\"",
        TokenKind.BracketOpen => "\"[\"",
        TokenKind.BracketClose => "\"]\"",
        TokenKind.BraceOpen => "\"{\"",
        TokenKind.Pipe => "\"|\"",
        TokenKind.BraceClose => "\"}\"",
        _ => kind.ToString(),
    };

    private void Stop()
    {
        Kind = TokenKind.EndOfFile;
        Start = _position = _source.Length;
    }

    private void SkipIgnored()
    {
        var source = _source;
        var position = _position;
        while (position < source.Length)
        {
            var letter = source[position];
            if (letter is (byte)' ' or (byte)'\n' or (byte)',' or (byte)'\t' or (byte)'\r')
            {
                position++;
            }
            else if (letter == '#')
            {
                var length = source[position..].IndexOfAny((byte)'\n', (byte)'\r');
                position = length < 0 ? source.Length : position + length;
            }
            else if (letter == 0xEF && source[position..].StartsWith("\uFEFF"u8))
            {
                position += 3;
            }
            else
            {
                break;
            }
        }

        _position = position;
    }

    private TokenKind ReadToken(byte first)
    {
        if (IsNameStart(first)) return ReadName();
        switch (first)
        {
            case (byte)'{': return Punctuator(TokenKind.BraceOpen);
            case (byte)'}': return Punctuator(TokenKind.BraceClose);
            case (byte)'(': return Punctuator(TokenKind.ParenOpen);
            case (byte)')': return Punctuator(TokenKind.ParenClose);
            case (byte)':': return Punctuator(TokenKind.Colon);
            case (byte)'$': return Punctuator(TokenKind.Dollar);
            case (byte)'!': return Punctuator(TokenKind.Bang);
            case (byte)'[': return Punctuator(TokenKind.BracketOpen);
            case (byte)']': return Punctuator(TokenKind.BracketClose);
            case (byte)'@': return Punctuator(TokenKind.At);
            case (byte)'=': return Punctuator(TokenKind.EqualsSign);
            case (byte)'|': return Punctuator(TokenKind.Pipe);
            case (byte)'&': return Punctuator(TokenKind.Ampersand);
            case (byte)'.' when _source[_position..].StartsWith("..."u8):
                _position += 3;
                return TokenKind.Spread;
            case (byte)'"':
                return _source[_position..].StartsWith("\"\"\""u8) ? ReadBlockString() : ReadString();
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return ReadNumber();
            case (byte)'\'':
                Fail(_position, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
                return TokenKind.EndOfFile;
            default:
                Fail(_position, $"Unexpected character: {DescribeCharacter(_position)}.");
                return TokenKind.EndOfFile;
        }
    }

    private TokenKind Punctuator(TokenKind kind)
    {
        _position++;
        return kind;
    }

    private TokenKind ReadName()
    {
        var source = _source;
        var end = _position + 1;
        while (end < source.Length && IsNameContinue(source[end])) end++;
        _position = end;
        return TokenKind.Name;
    }

    private TokenKind ReadNumber()
    {
        var kind = TokenKind.Int;
        if (ByteAt(_position) == '-') _position++;
        if (ByteAt(_position) == '0')
        {
            _position++;
            if (IsDigit(ByteAt(_position))) return FailNumber("Invalid number, unexpected digit after 0: ");
        }
        else if (!SkipDigits())
        {
            return FailNumber("Invalid number, expected digit but got: ");
        }

        if (ByteAt(_position) == '.')
        {
            kind = TokenKind.Float;
            _position++;
            if (!SkipDigits()) return FailNumber("Invalid number, expected digit but got: ");
        }

        if (ByteAt(_position) is (byte)'e' or (byte)'E')
        {
            kind = TokenKind.Float;
            _position++;
            if (ByteAt(_position) is (byte)'+' or (byte)'-') _position++;
            if (!SkipDigits()) return FailNumber("Invalid number, expected digit but got: ");
        }

        // "1.a" and "1a" would otherwise be two tokens that look like one.
        var next = ByteAt(_position);
        return next == '.' || IsNameStart(next) ? FailNumber("Invalid number, expected digit but got: ") : kind;
    }

    private bool SkipDigits()
    {
        var start = _position;
        while (IsDigit(ByteAt(_position))) _position++;
        return _position > start;
    }

    private TokenKind FailNumber(string message)
    {
        Fail(_position, $"{message}{DescribeCharacter(_position)}.");
        return TokenKind.EndOfFile;
    }

    /// <summary>The byte at the position, or 0, which is part of no token, at the end.</summary>
    private readonly byte ByteAt(int position) => position < _source.Length ? _source[position] : (byte)0;

    private readonly string DescribeCharacter(int position)
    {
        if (position >= _source.Length) return "<EOF>";
        Rune.DecodeFromUtf8(_source[position..], out var rune, out _);
        if (rune.Value == '"') return "'\"'";
        return rune.Value is >= 0x20 and <= 0x7E ? $"\"{rune}\"" : "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture);
    }

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';

    private static bool IsNameStart(byte letter) => char.IsAsciiLetter((char)letter) || letter == '_';

    private static bool IsNameContinue(byte letter) => IsNameStart(letter) || IsDigit(letter);
}
