using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace OmniCommerce.Api.Demo;

/// <summary>Draws a picture for each demo product out of its name, so that the demo shop needs no pictures of anybody's.</summary>
internal static class DemoImages
{
    private const int MaxHandle = 200;
    private const int MaxLines = 4;

    /// <summary>Serves <c>/demo/images/{handle}.svg</c>.</summary>
    public static IEndpointConventionBuilder MapDemoImages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/demo/images/{handle}.svg", (string handle, HttpContext context) =>
        {
            if (handle.Length > MaxHandle)
                return Results.NotFound();
            context.Response.Headers.CacheControl = "public, max-age=604800, immutable";
            return Results.Text(Draw(handle), "image/svg+xml", Encoding.UTF8);
        });

    /// <summary>The picture as SVG: the words of the handle on a ground whose colours are the handle's own.</summary>
    public static string Draw(string handle)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(handle));
        var hue = hash[0] * 360 / 256;
        var other = (hue + 30 + (hash[1] % 60)) % 360;
        var words = handle.Split('-', StringSplitOptions.RemoveEmptyEntries).Take(MaxLines).ToArray();
        var svg = new StringBuilder()
            .Append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 600\" role=\"img\">")
            .Append($"<defs><linearGradient id=\"g\" x2=\"1\" y2=\"1\"><stop stop-color=\"hsl({hue} 45% 82%)\"/><stop offset=\"1\" stop-color=\"hsl({other} 40% 62%)\"/></linearGradient></defs>")
            .Append("<rect width=\"600\" height=\"600\" fill=\"url(#g)\"/>")
            .Append($"<circle cx=\"{120 + (hash[2] * 360 / 256)}\" cy=\"{120 + (hash[3] * 360 / 256)}\" r=\"{90 + (hash[4] / 2)}\" fill=\"hsl({hue} 50% 96% / .45)\"/>");
        for (var i = 0; i < words.Length; i++)
        {
            var baseline = 320 + (int)((i - ((words.Length - 1) / 2.0)) * 76);
            svg.Append($"<text x=\"300\" y=\"{baseline}\" text-anchor=\"middle\" font-family=\"Georgia, serif\" font-size=\"60\" fill=\"hsl({hue} 45% 20%)\">")
                .Append(WebUtility.HtmlEncode(words[i]))
                .Append("</text>");
        }

        return svg.Append("</svg>").ToString();
    }
}
