using System.Text.RegularExpressions;
using OmniCommerce.StripeSandbox.Tests.Support;

namespace OmniCommerce.StripeSandbox.Tests;

/// <summary>Stripe's own client drives the sandbox, and every answer is held against Stripe's own description of it. The scripts are in <c>node</c>.</summary>
public sealed partial class JudgeTests
{
    [Theory]
    [InlineData("payments", 21)]
    [InlineData("refunds", 9)]
    [InlineData("disputes", 12)]
    [InlineData("cards", 21)]
    [InlineData("saved-cards", 11)]
    [InlineData("terminal", 16)]
    [InlineData("idempotency", 10)]
    [InlineData("faults", 8)]
    [InlineData("webhooks", 7)]
    [InlineData("reading", 15)]
    [InlineData("parameters", 2)]
    public async Task Stripes_own_client_takes_the_sandbox_for_Stripe(string script, int tests)
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        var run = NodeJs.Script("--test", "--test-reporter=tap", $"{script}.test.mjs");
        run.Environment["SANDBOX_URL"] = sandbox.Url.ToString();
        var output = await NodeJs.RunAsync(run);
        int.Parse(Passed().Match(output).Groups[1].Value).ShouldBe(tests, output);
    }

    [GeneratedRegex("^# pass ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Passed();
}
