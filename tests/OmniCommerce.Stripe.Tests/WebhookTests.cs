using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniCommerce.Stripe.Tests;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    [Fact]
    public async Task Verdicts_are_those_of_the_official_SDK()
    {
        var cases = JsonSerializer.Deserialize<List<SignedRequest>>(
            await NodeJs.RunAsync("webhooks.mjs", $"{Now.ToUnixTimeSeconds()}"), JsonSerializerOptions.Web)!;

        cases.Count.ShouldBe(51);
        cases.ShouldContain(request => request.Accepted);
        foreach (var request in cases)
        {
            var verdict = StripeWebhook.Verify(Encoding.UTF8.GetBytes(request.Payload), request.Header, ["whsec_one"], Now);
            (verdict == WebhookVerdict.Genuine).ShouldBe(request.Accepted, request.Name);
        }
    }

    [Theory]
    [InlineData(-301, WebhookVerdict.OutOfTime)]
    [InlineData(-300, WebhookVerdict.Genuine)]
    [InlineData(-299, WebhookVerdict.Genuine)]
    [InlineData(299, WebhookVerdict.Genuine)]
    [InlineData(300, WebhookVerdict.Genuine)]
    [InlineData(301, WebhookVerdict.OutOfTime)]
    [InlineData(600, WebhookVerdict.OutOfTime)]
    public void A_clock_may_differ_by_five_minutes_either_way(int seconds, WebhookVerdict verdict) =>
        StripeWebhook.Verify("{}"u8, Signed("{}"u8, Now.AddSeconds(seconds)), ["whsec_one"], Now).ShouldBe(verdict);

    [Theory]
    [InlineData("t=99999999999999999999")]
    [InlineData("t=9223372036854775807")]
    [InlineData("t=-1")]
    [InlineData("t= 1")]
    [InlineData("t=１")]
    public void A_time_beyond_reason_is_refused(string time) =>
        StripeWebhook.Verify("{}"u8, $"{time},v1={new string('0', 64)}", ["whsec_one"], Now).ShouldNotBe(WebhookVerdict.Genuine);

    [Fact]
    public void While_one_secret_replaces_another_both_are_good()
    {
        var signed = Signed("{}"u8, Now);
        StripeWebhook.Verify("{}"u8, signed, ["whsec_new", "whsec_one"], Now).ShouldBe(WebhookVerdict.Genuine);
        StripeWebhook.Verify("{}"u8, signed, [], Now).ShouldBe(WebhookVerdict.WrongSignature);
    }

    [Fact]
    public void What_is_too_long_or_no_text_is_not_looked_at()
    {
        var longest = new byte[StripeWebhook.MaxBytes];
        longest.AsSpan().Fill((byte)' ');
        StripeWebhook.Verify(longest, Signed(longest, Now), ["whsec_one"], Now).ShouldBe(WebhookVerdict.Genuine);
        byte[] longer = [.. longest, (byte)' '];
        StripeWebhook.Verify(longer, Signed(longer, Now), ["whsec_one"], Now).ShouldBe(WebhookVerdict.Unreadable);
        byte[] noText = [(byte)'"', 0xFF, (byte)'"'];
        StripeWebhook.Verify(noText, Signed(noText, Now), ["whsec_one"], Now).ShouldBe(WebhookVerdict.Unreadable);
    }

    [Fact]
    public void An_event_says_of_which_payment_it_is()
    {
        Event("""{"id":"pi_1","object":"payment_intent"}""")!.Data.PaymentIntentId.ShouldBe("pi_1");
        Event("""{"id":"ch_1","object":"charge","payment_intent":"pi_2"}""")!.Data.PaymentIntentId.ShouldBe("pi_2");
        Event("""{"id":"ch_1","object":"charge","payment_intent":null}""")!.Data.PaymentIntentId.ShouldBeNull();
        Event("[]")!.Data.PaymentIntentId.ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-07-29.dahlia", true)]
    [InlineData("2026-08-26.dahlia", true)]
    [InlineData("2026-10-28.endive", true)]
    [InlineData("2027-03-25.fennel", false)]
    [InlineData("2023-08-16", false)]
    public void An_event_of_another_release_train_is_not_read(string version, bool isRead) => (Event("{}", version) is not null).ShouldBe(isRead);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{}{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"id\":null,\"type\":\"a.b\",\"created\":1,\"api_version\":\"2026-07-29.dahlia\",\"data\":{\"object\":{}}}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":null,\"created\":1,\"api_version\":\"2026-07-29.dahlia\",\"data\":{\"object\":{}}}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"a.b\",\"created\":1,\"api_version\":\"2026-07-29.dahlia\",\"data\":null}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"a.b\",\"created\":1,\"api_version\":\"2026-07-29.dahlia\",\"data\":{}}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"a.b\",\"created\":999999999999,\"api_version\":\"2026-07-29.dahlia\",\"data\":{\"object\":{}}}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"a.b\",\"created\":-1,\"api_version\":\"2026-07-29.dahlia\",\"data\":{\"object\":{}}}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"a.b\",\"created\":1.5,\"api_version\":\"2026-07-29.dahlia\",\"data\":{\"object\":{}}}")]
    [InlineData("{\"id\":\"\\ud800\",\"type\":\"a.b\",\"created\":1,\"api_version\":\"2026-07-29.dahlia\",\"data\":{\"object\":{}}}")]
    public void What_is_no_event_is_not_read(string body) => StripeWebhook.Read(Encoding.UTF8.GetBytes(body)).ShouldBeNull();

    private static StripeEvent? Event(string of, string version = "2026-07-29.dahlia") => StripeWebhook.Read(Encoding.UTF8.GetBytes(
        $$$"""{"id":"evt_1","object":"event","type":"a.b","created":1790000000,"api_version":"{{{version}}}","data":{"object":{{{of}}}}}"""));

    private static string Signed(ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}."), .. body];
        return $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(HMACSHA256.HashData("whsec_one"u8, signed))}";
    }

    private sealed record SignedRequest(string Name, string Header, string Payload, bool Accepted);
}
