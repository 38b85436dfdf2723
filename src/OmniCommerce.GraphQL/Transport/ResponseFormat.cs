using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>What an answer can be; by falling preference where the client has none.</summary>
internal enum ResponseFormat
{
    /// <summary><c>application/json</c>: status 200 whenever the request was well-formed, as clients of old expect it.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: the status says how the request fared.</summary>
    GraphQLResponse,

    /// <summary><c>text/event-stream</c>.</summary>
    EventStream,

    /// <summary><c>text/html</c>, for browsers.</summary>
    Html,

    /// <summary>Nothing that the client accepts.</summary>
    None,
}

/// <summary>Reads the Accept header.</summary>
internal static class ResponseFormats
{
    // Clients send the same few headers again and again; of more than these none is remembered.
    private const int MaxKnown = 100;

    private static readonly ConcurrentDictionary<(string Accept, bool OfferHtml), ResponseFormat> Known = new();

    private static readonly (ResponseFormat Format, string MediaType)[] Offered =
    [
        (ResponseFormat.Json, "application/json"),
        (ResponseFormat.GraphQLResponse, "application/graphql-response+json"),
        (ResponseFormat.EventStream, "text/event-stream"),
        (ResponseFormat.Html, "text/html"),
    ];

    /// <summary>The format that the client likes best of what there is.</summary>
    public static ResponseFormat Choose(StringValues accept, bool offerHtml) => accept.Count switch
    {
        0 => ResponseFormat.Json,
        1 => accept[0] switch
        {
            "*/*" or "application/json" or "" => ResponseFormat.Json,
            "application/graphql-response+json" => ResponseFormat.GraphQLResponse,
            { } header when Known.TryGetValue((header, offerHtml), out var known) => known,
            var header => Remember(header, offerHtml),
        },
        _ => Negotiate(accept, offerHtml),
    };

    public static string ContentType(ResponseFormat format) =>
        format == ResponseFormat.GraphQLResponse ? "application/graphql-response+json; charset=utf-8" : "application/json; charset=utf-8";

    private static ResponseFormat Remember(string? header, bool offerHtml)
    {
        var format = Negotiate(header, offerHtml);
        if (header is not null && Known.Count < MaxKnown) Known.TryAdd((header, offerHtml), format);
        return format;
    }

    private static ResponseFormat Negotiate(StringValues accept, bool offerHtml)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept.OfType<string>().ToList(), out var ranges)) return ResponseFormat.None;
        var best = (Format: ResponseFormat.None, Quality: 0.0, Position: int.MaxValue);
        foreach (var (format, mediaType) in Offered)
        {
            if (format == ResponseFormat.Html && !offerHtml) continue;
            var (quality, position) = Rate(mediaType, ranges);
            if (quality > best.Quality || (quality == best.Quality && position < best.Position && quality > 0)) best = (format, quality, position);
        }

        return best.Format;
    }

    // A media type has the quality of the most specific range that covers it; of equals, the client's first is taken.
    private static (double Quality, int Position) Rate(string mediaType, IList<MediaTypeHeaderValue> ranges)
    {
        var slash = mediaType.IndexOf('/');
        var (quality, position, specific) = (0.0, int.MaxValue, 0);
        for (var i = 0; i < ranges.Count; i++)
        {
            var range = ranges[i];
            if (range.Charset.HasValue && !range.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) continue;
            var fit = range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? 3
                : range.MatchesAllTypes ? 1
                : range.MatchesAllSubTypes && range.Type.Equals(mediaType[..slash], StringComparison.OrdinalIgnoreCase) ? 2 : 0;
            if (fit > specific) (quality, position, specific) = (range.Quality ?? 1, i, fit);
        }

        return (quality, position);
    }
}
