namespace OmniCommerce.StripeSandbox.Http;

/// <summary>A request as it came, over the network or in process.</summary>
internal sealed record ApiRequest
{
    public required string Method { get; init; }

    /// <summary>Without the query: <c>/v1/payment_intents</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Without the question mark.</summary>
    public required string Query { get; init; }

    public required string Body { get; init; }

    public string? ContentType { get; init; }

    public string? Authorization { get; init; }

    public string? IdempotencyKey { get; init; }

    public string? Version { get; init; }

    /// <summary>Where a browser reaches the sandbox's pages, without a slash at the end.</summary>
    public required string BaseUrl { get; init; }
}

/// <summary>What the sandbox answers.</summary>
internal sealed record ApiAnswer(int Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>The connection is to be cut instead of answering.</summary>
    public bool Dropped { get; init; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public ApiAnswer With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }
}
