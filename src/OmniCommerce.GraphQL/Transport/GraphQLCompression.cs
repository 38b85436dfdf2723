using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>Sets ASP.NET Core's response compression up for GraphQL.</summary>
public static class GraphQLCompression
{
    /// <summary>
    /// Compresses answers of a kilobyte or more by brotli or gzip, whichever the client takes, where the application calls
    /// <c>UseResponseCompression</c>. Event streams are left alone, so that each event leaves at once. Over HTTPS too: callers must be known by a
    /// header and not by a cookie, or a foreign page could learn of an answer by its length.
    /// </summary>
    public static IServiceCollection AddGraphQLCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/graphql-response+json", "text/html"];
        });
        return services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, LargeAnswers>());
    }

    /// <summary>Leaves small answers alone: they would hardly get smaller, and fit into one packet as they are.</summary>
    private sealed class LargeAnswers(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        private const int MinBytes = 1024;

        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Response.ContentLength is not < MinBytes && base.ShouldCompressResponse(context);
    }
}
