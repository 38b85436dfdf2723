using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>An operation as it was called: what it was asked, what it may read and change, and what time it is.</summary>
internal sealed class Call
{
    public required Work Work { get; init; }

    public required Parameters Parameters { get; init; }

    /// <summary>The ids in the path, in order.</summary>
    public required IReadOnlyList<string> PathIds { get; init; }

    /// <summary>The path: the <c>url</c> of a list.</summary>
    public required string Path { get; init; }

    /// <summary>Where a browser reaches the sandbox's pages.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Whoever gives one sees what it opens, and with a publishable key nothing else.</summary>
    public required string? ClientSecret { get; init; }

    public required bool IsPublishable { get; init; }

    public string Id => PathIds[0];

    /// <summary>In seconds since 1970.</summary>
    public long Now => Work.Now;

    /// <summary>Refuses a client secret that is not the object's, and a publishable key without one.</summary>
    public void Guard(string? clientSecret, string kind, string id)
    {
        if ((IsPublishable || ClientSecret is not null) && ClientSecret != clientSecret)
            throw StripeError.Missing(kind, id, "id");
    }
}
