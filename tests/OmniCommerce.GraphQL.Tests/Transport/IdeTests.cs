using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OmniCommerce.GraphQL.Tests.Transport;

public sealed partial class IdeTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Fact]
    public async Task A_browser_gets_a_page_that_needs_nothing_else_and_may_run_nothing_else()
    {
        await using var server = await TransportServer.StartAsync(options => options.Ide!.ExampleQuery = "{ hello } # </script>");
        var response = await BrowseAsync(server);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var page = await response.TextAsync();
        page.ShouldNotContain("{{");
        page.ShouldContain(@"{ hello } # \u003C/script\u003E");
        // The one address in it is the name of the icon's format.
        Address().Matches(page).Select(match => match.Value).Distinct().ShouldBe(["http://www.w3.org/2000/svg"]);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none';");
        foreach (var tag in new[] { "style", "script" })
        {
            var content = Regex.Match(page, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value;
            policy.ShouldContain($"{tag}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'");
        }
    }

    [Fact]
    public async Task Without_the_page_a_browser_is_a_client_like_any_other()
    {
        await using var server = await TransportServer.StartAsync(options => options.Ide = null);
        (await BrowseAsync(server)).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task The_editor_completes_explains_and_formats()
    {
        (await NodeJs.RunAsync("ide-language.mjs")).ShouldContain("passed");
    }

    private static Task<HttpResponseMessage> BrowseAsync(TransportServer server)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.Add("Accept", Browser);
        return server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("https?://[^'\" ]+")]
    private static partial Regex Address();
}
