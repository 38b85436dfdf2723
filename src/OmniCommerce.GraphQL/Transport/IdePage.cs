using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OmniCommerce.GraphQL.Transport;

/// <summary>The page for browsers: put together once out of its embedded parts, whole in itself, and bound to run nothing else.</summary>
internal sealed class IdePage
{
    private static readonly string[] Scripts = ["language.js", "editor.js", "docs.js", "request.js", "app.js"];

    private readonly byte[] _page;
    private readonly string _policy;

    public IdePage(GraphQLIdeOptions options)
    {
        var style = Part("page.css");
        var script = string.Join('\n', Scripts.Select(Part));
        // The serializer escapes <, > and &: no text can end the element it stands in.
        var settings = JsonSerializer.Serialize(new { title = options.Title, example = options.ExampleQuery, exampleVariables = options.ExampleVariables });
        var page = Part("page.html").Replace("{{style}}", style).Replace("{{settings}}", settings).Replace("{{script}}", script);
        _page = Encoding.UTF8.GetBytes(page);
        _policy = $"default-src 'none'; style-src {Hash(style)}; script-src {Hash(script)}; img-src data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    public async Task WriteAsync(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _page.Length;
        response.Headers.ContentSecurityPolicy = _policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache";
        await response.BodyWriter.WriteAsync(_page);
    }

    private static string Part(string name)
    {
        using var stream = typeof(IdePage).Assembly.GetManifestResourceStream("Ide/" + name) ?? throw new InvalidOperationException($"The resource Ide/{name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
