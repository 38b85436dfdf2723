using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.GraphQL.Language;

/// <summary>What the parser takes. Each limit is there because a client may send anything.</summary>
public sealed record ParserOptions
{
    /// <summary>The limits for documents of clients.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>For schemas and documents that are written by the server's own people.</summary>
    public static ParserOptions Trusted { get; } = new() { MaxBytes = int.MaxValue, MaxTokens = int.MaxValue, MaxDepth = 1_000 };

    /// <summary>The most bytes of a document.</summary>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>The most tokens of a document. Introspection as tools send it has about 250.</summary>
    public int MaxTokens { get; init; } = 10_000;

    /// <summary>How deep selections, values and types may nest, together.</summary>
    public int MaxDepth { get; init; } = 100;
}

/// <summary>Why a text is no document.</summary>
/// <param name="Message">In the words of the reference implementation: <c>Syntax Error: Expected Name, found "}".</c></param>
/// <param name="Location">Where the parser stopped.</param>
public sealed record SyntaxError(string Message, Location Location);

/// <summary>A document, or why there is none.</summary>
public readonly struct ParseResult
{
    internal ParseResult(Document document) => Document = document;

    internal ParseResult(SyntaxError error) => Error = error;

    /// <summary>The document; null when the text is none.</summary>
    public Document? Document { get; }

    /// <summary>Why the text is no document; null when it is one.</summary>
    public SyntaxError? Error { get; }

    /// <summary>Gives the document out, if there is one.</summary>
    public bool IsDocument([NotNullWhen(true)] out Document? document, [NotNullWhen(false)] out SyntaxError? error)
    {
        document = Document;
        error = Error;
        return document is not null;
    }
}
