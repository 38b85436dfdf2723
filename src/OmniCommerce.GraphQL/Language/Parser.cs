using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace OmniCommerce.GraphQL.Language;

/// <summary>
/// Reads the GraphQL language, edition September 2025: executable documents and type systems. What a client sends is refused as data,
/// never by an exception, and never runs out of stack or memory within the limits of <see cref="ParserOptions"/>.
/// </summary>
public ref partial struct Parser
{
    private readonly int _maxDepth;
    private Lexer _lexer;
    private int _depth;

    // Nodes of the lists that are being read, the innermost last; each list is copied to an array of its size when it ends.
    private Node[] _pending;
    private int _pendingCount;

    private Parser(ReadOnlySpan<byte> utf8, ParserOptions options)
    {
        _maxDepth = options.MaxDepth;
        _lexer = new Lexer(utf8, options.MaxTokens);
        _pending = ArrayPool<Node>.Shared.Rent(256);
    }

    /// <summary>Reads a document. The text is copied: the caller may reuse its memory.</summary>
    public static ParseResult Parse(ReadOnlySpan<byte> utf8, ParserOptions options)
    {
        if (utf8.Length > options.MaxBytes) return Refuse($"Document is longer than {options.MaxBytes} bytes. Parsing aborted.");
        if (!Utf8.IsValid(utf8)) return Refuse("Document is not valid UTF-8.");

        var parser = new Parser(utf8, options);
        var definitions = parser.ParseDefinitions();
        return parser.Finish(utf8) is { } error ? new ParseResult(error) : new ParseResult(new Document(utf8.ToArray(), definitions));
    }

    /// <summary>Reads a document with the default limits.</summary>
    public static ParseResult Parse(string text) => Parse(Encoding.UTF8.GetBytes(text), ParserOptions.Default);

    /// <summary>Reads a type reference as schema authors write it: <c>[Decimal!]!</c>.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static TypeNode ParseType(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var parser = new Parser(utf8, ParserOptions.Default);
        var type = parser.ParseTypeReference();
        parser.Expect(TokenKind.EndOfFile);
        return parser.Finish(utf8) is { } error ? throw new FormatException($"\"{text}\" is no type: {error.Message}") : type;
    }

    /// <summary>Reads a literal without variables, as schema authors write defaults: <c>[RED, GREEN]</c>.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static ValueNode ParseConstValue(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var parser = new Parser(utf8, ParserOptions.Default);
        var value = parser.ParseValue(isConst: true);
        parser.Expect(TokenKind.EndOfFile);
        return parser.Finish(utf8) is { } error ? throw new FormatException($"\"{text}\" is no literal: {error.Message}") : value;
    }

    private static ParseResult Refuse(string message) => new(new SyntaxError("Syntax Error: " + message, new Location(1, 1)));

    private SyntaxError? Finish(ReadOnlySpan<byte> utf8)
    {
        ArrayPool<Node>.Shared.Return(_pending, clearArray: true);
        return _lexer.ErrorMessage is { } message
            ? new SyntaxError("Syntax Error: " + message, Location.Of(utf8, _lexer.ErrorOffset))
            : null;
    }

    private DefinitionNode[] ParseDefinitions()
    {
        var list = _pendingCount;
        do Add(ParseDefinition());
        while (_lexer.Kind is not TokenKind.EndOfFile);
        return Take<DefinitionNode>(list);
    }

    private DefinitionNode ParseDefinition()
    {
        var start = _lexer.Start;
        if (_lexer.Kind is TokenKind.BraceOpen) return ParseShortQuery(start);

        var description = ParseDescription();
        if (description is not null && _lexer.Kind is TokenKind.BraceOpen)
            return FailDefinition(start, "Unexpected description, descriptions are not supported on shorthand queries.");
        if (_lexer.Kind is not TokenKind.Name) return FailDefinition(_lexer.Start, $"Unexpected {_lexer.Describe()}.");

        switch (_lexer.Text)
        {
            case "query": return ParseOperation(start, description, OperationType.Query);
            case "mutation": return ParseOperation(start, description, OperationType.Mutation);
            case "subscription": return ParseOperation(start, description, OperationType.Subscription);
            case "fragment": return ParseFragmentDefinition(start, description);
            case "directive": return ParseDirectiveDefinition(start, description);
            case "extend" when description is null:
                _lexer.Advance();
                return ParseTypeSystemDefinition(start, null, isExtension: true);
            case "schema" or "scalar" or "type" or "interface" or "union" or "enum" or "input":
                return ParseTypeSystemDefinition(start, description, isExtension: false);
            default:
                return description is null
                    ? FailDefinition(_lexer.Start, $"Unexpected {_lexer.Describe()}.")
                    : FailDefinition(start, "Unexpected description, only GraphQL definitions support descriptions.");
        }
    }

    /// <summary>A placeholder that nobody sees: after a failure there is no document.</summary>
    private ScalarTypeDefinitionNode FailDefinition(int offset, string message)
    {
        _lexer.Fail(offset, message);
        return new ScalarTypeDefinitionNode { Name = "" };
    }

    private StringValueNode? ParseDescription() =>
        _lexer.Kind is TokenKind.String or TokenKind.BlockString ? ParseString() : null;

    private string ParseName()
    {
        if (_lexer.Kind is not TokenKind.Name)
        {
            FailExpected("Name");
            return "";
        }

        var name = _lexer.Text;
        _lexer.Advance();
        return name;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword)) FailExpected($"\"{keyword}\"");
    }

    private bool SkipKeyword(string keyword)
    {
        if (_lexer.Kind is not TokenKind.Name || !Ascii.Equals(_lexer.Bytes, keyword)) return false;
        _lexer.Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (!Skip(kind)) FailExpected(Lexer.Describe(kind));
    }

    private bool Skip(TokenKind kind)
    {
        if (_lexer.Kind != kind) return false;
        _lexer.Advance();
        return true;
    }

    /// <summary>Whether the list goes on: its end hasn't come, nor has anything failed.</summary>
    private bool GoesOn(TokenKind end) => !Skip(end) && _lexer.ErrorMessage is null;

    private void FailExpected(string what) => _lexer.Fail(_lexer.Start, $"Expected {what}, found {_lexer.Describe()}.");

    private void FailUnexpected() => _lexer.Fail(_lexer.Start, $"Unexpected {_lexer.Describe()}.");

    /// <summary>Every recursion passes here, so that a text of nothing but brackets can't run the thread out of stack.</summary>
    private void Enter()
    {
        if (++_depth > _maxDepth) _lexer.Fail(_lexer.Start, $"Document nests more than {_maxDepth} levels deep. Parsing aborted.");
    }

    private void Leave() => _depth--;

    private void Add(Node node)
    {
        if (_pendingCount == _pending.Length)
        {
            var larger = ArrayPool<Node>.Shared.Rent(_pendingCount * 2);
            _pending.AsSpan().CopyTo(larger);
            ArrayPool<Node>.Shared.Return(_pending, clearArray: true);
            _pending = larger;
        }

        _pending[_pendingCount++] = node;
    }

    private T[] Take<T>(int list)
        where T : Node
    {
        if (_pendingCount == list) return [];
        var nodes = new T[_pendingCount - list];
        for (var i = 0; i < nodes.Length; i++) nodes[i] = (T)_pending[list + i];
        _pendingCount = list;
        return nodes;
    }
}
