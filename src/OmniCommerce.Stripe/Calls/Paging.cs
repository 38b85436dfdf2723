using System.Runtime.CompilerServices;
using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

internal static class Paging
{
    private const int SearchPage = 100;

    /// <summary>All of a list, page after page.</summary>
    public static async IAsyncEnumerable<T> ListAsync<TRequest, T>(
        this Transport transport, string path, TRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : ListRequest
        where T : class, IStripeObject
    {
        while (true)
        {
            var page = await transport.GetAsync<TRequest, StripeList<T>>(path, request, cancellationToken);
            foreach (var item in page.Data)
                yield return item;
            if (!page.HasMore || page.Data.Count == 0)
                yield break;
            request = request with { StartingAfter = page.Data[^1].Id };
        }
    }

    /// <summary>All that a search finds, page after page.</summary>
    public static async IAsyncEnumerable<T> SearchAsync<T>(
        this Transport transport, string path, string query, IReadOnlyList<string>? expand, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IStripeObject
    {
        var request = new SearchParameters(query, SearchPage, null, expand);
        while (true)
        {
            var found = await transport.GetAsync<SearchParameters, StripeList<T>>(path, request, cancellationToken);
            foreach (var item in found.Data)
                yield return item;
            if (!found.HasMore || found.NextPage is null)
                yield break;
            request = request with { Page = found.NextPage };
        }
    }
}

internal static class Paths
{
    /// <summary>An id as a part of a path.</summary>
    /// <exception cref="ArgumentException">It is empty: the path would mean something else.</exception>
    public static string Segment(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return Uri.EscapeDataString(id);
    }
}
