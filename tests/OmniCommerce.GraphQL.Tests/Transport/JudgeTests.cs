namespace OmniCommerce.GraphQL.Tests.Transport;

/// <summary>What others wrote to judge servers by, or to talk to them.</summary>
public sealed class JudgeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("audit-http.mjs", "61 of 61 audits passed (MUST 13 of 13, SHOULD 23 of 23, MAY 25 of 25)")]
    [InlineData("judge-websocket.mjs", "passed")]
    [InlineData("judge-sse.mjs", "passed")]
    public async Task The_judge_is_content(string script, string verdict)
    {
        await using var server = await TransportServer.StartAsync();
        var report = await NodeJs.RunAsync(script, server.Url.ToString());
        output.WriteLine(report);
        report.ShouldContain(verdict);
    }
}
