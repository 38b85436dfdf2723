using System.Net;

namespace OmniCommerce.Stripe.Tests;

/// <summary>What is repeated, how it waits, and what may be assumed of what failed.</summary>
public sealed class TransportTests
{
    private static readonly CreateRefund Refund = new() { PaymentIntent = "pi_1" };
    private static readonly IdempotencyKey Key = new("refund:1");

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_under_the_same_key()
    {
        using var stripe = new ScriptedStripe().HangsUp().Answers(500).Answers(200, ScriptedStripe.Payment);
        using var client = stripe.Client();

        (await client.PaymentIntents.CaptureAsync("pi_1", new(), Key)).Status.ShouldBe(PaymentIntentStatus.RequiresCapture);

        stripe.Asked.Select(asked => asked.Key).ShouldBe(["refund:1", "refund:1", "refund:1"]);
    }

    [Fact]
    public async Task A_call_without_a_key_of_the_callers_has_one_key_in_all_its_tries()
    {
        using var stripe = new ScriptedStripe().HangsUp().HangsUp().Answers(400).Answers(400);
        using var client = stripe.Client();

        await Should.ThrowAsync<StripeException>(() => client.Terminal.CancelActionAsync("tmr_1"));
        await Should.ThrowAsync<StripeException>(() => client.Terminal.CancelActionAsync("tmr_1"));

        stripe.Asked.Take(3).Select(asked => asked.Key).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        stripe.Asked[3].Key.ShouldNotBe(stripe.Asked[0].Key);
    }

    [Fact]
    public async Task After_two_repeats_it_is_unknown()
    {
        using var stripe = new ScriptedStripe().HangsUp().HangsUp().HangsUp();
        using var client = stripe.Client();

        var failed = await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key));

        (failed.Outcome, failed.Status, stripe.Asked.Count).ShouldBe((StripeOutcome.Unknown, null, 3));
    }

    [Theory]
    [InlineData(400, StripeOutcome.Definite, 1)]
    [InlineData(401, StripeOutcome.Definite, 1)]
    [InlineData(402, StripeOutcome.Definite, 1)]
    [InlineData(403, StripeOutcome.Definite, 1)]
    [InlineData(404, StripeOutcome.Definite, 1)]
    [InlineData(429, StripeOutcome.Definite, 1)]
    [InlineData(409, StripeOutcome.Unknown, 3)]
    [InlineData(500, StripeOutcome.Unknown, 3)]
    [InlineData(503, StripeOutcome.Unknown, 3)]
    public async Task What_is_repeated_and_what_may_be_assumed(int status, StripeOutcome outcome, int tries)
    {
        using var stripe = new ScriptedStripe().Answers(status).Answers(status).Answers(status);
        using var client = stripe.Client();

        var failed = await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key));

        (failed.Outcome, (int)failed.Status!, stripe.Asked.Count).ShouldBe((outcome, status, tries));
    }

    [Theory]
    [InlineData(400, "true", 2)]
    [InlineData(429, "true", 2)]
    [InlineData(500, "false", 1)]
    [InlineData(409, "false", 1)]
    public async Task Stripe_says_itself_whether_to_repeat(int status, string header, int tries)
    {
        using var stripe = new ScriptedStripe().Answers(status, "{}", ("Stripe-Should-Retry", header)).Answers(400, "{}", ("Stripe-Should-Retry", "false"));
        using var client = stripe.Client();

        await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key));

        stripe.Asked.Count.ShouldBe(tries);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(401)]
    public async Task A_refusal_before_the_key_is_looked_at_says_nothing_of_the_try_before(int status)
    {
        using var stripe = new ScriptedStripe().HangsUp().Answers(status);
        using var client = stripe.Client();

        (await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key))).Outcome.ShouldBe(StripeOutcome.Unknown);
    }

    [Fact]
    public async Task A_refusal_by_the_key_settles_the_try_before()
    {
        using var stripe = new ScriptedStripe().HangsUp().Refuses(402, "card_error", "card_declined");
        using var client = stripe.Client();

        (await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key))).Outcome.ShouldBe(StripeOutcome.Definite);
    }

    [Fact]
    public async Task A_stored_failure_is_the_last_word()
    {
        (string, string)[] replayed = [("Idempotent-Replayed", "true"), ("Stripe-Should-Retry", "false")];
        using var stripe = new ScriptedStripe().Refuses(500, "api_error", "boom", replayed);
        using var client = stripe.Client();

        (await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key))).Outcome.ShouldBe(StripeOutcome.Definite);
    }

    [Fact]
    public async Task An_error_is_read()
    {
        using var stripe = new ScriptedStripe().Answers(
            402,
            $$$"""{"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"No.","param":"x","unheard":{"of":1},"payment_intent":{{{ScriptedStripe.Payment}}}}}""",
            ("Request-Id", "req_1"));
        using var client = stripe.Client();

        var failed = await Should.ThrowAsync<StripeException>(() => client.PaymentIntents.ConfirmAsync("pi_1", new(), Key));

        (failed.Type, failed.Code, failed.DeclineCode, failed.Message, failed.Param, failed.RequestId, failed.PaymentIntent!.Id)
            .ShouldBe(("card_error", "card_declined", "insufficient_funds", "No.", "x", "req_1", "pi_1"));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task A_good_answer_that_is_none_is_unknown(string body)
    {
        using var stripe = new ScriptedStripe().Answers(200, body);
        using var client = stripe.Client();

        (await Should.ThrowAsync<StripeException>(() => client.PaymentIntents.CaptureAsync("pi_1", new(), Key))).Outcome.ShouldBe(StripeOutcome.Unknown);
    }

    [Fact]
    public async Task A_word_that_nobody_knew_is_read()
    {
        using var stripe = new ScriptedStripe().Answers(200, ScriptedStripe.Payment.Replace("requires_capture", "requires_patience", StringComparison.Ordinal));
        using var client = stripe.Client();

        (await client.PaymentIntents.RetrieveAsync("pi_1")).Status.ShouldBe(PaymentIntentStatus.Of("requires_patience"));
    }

    [Fact]
    public async Task Pauses_grow_and_are_never_short()
    {
        var clock = new ImpatientClock();
        using var stripe = new ScriptedStripe();
        for (var i = 0; i < 8; i++)
            stripe.HangsUp();
        using var client = stripe.Client(clock, options => options with { MaxRetries = 7 });

        await Should.ThrowAsync<StripeException>(() => client.Refunds.CreateAsync(Refund, Key));

        clock.Pauses.Count.ShouldBe(7);
        double[] upTo = [0.5, 1, 2, 4, 5, 5, 5];
        foreach (var (pause, longest) in clock.Pauses.Zip(upTo))
            pause.TotalSeconds.ShouldBeInRange(Math.Max(0.5, longest * 0.75), longest);
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_wait_for_the_pause()
    {
        using var stripe = new ScriptedStripe().HangsUp();
        using var leaving = new CancellationTokenSource();
        using var client = stripe.Client(TimeProvider.System, options => options with { Observe = _ => leaving.Cancel() });

        await Should.ThrowAsync<OperationCanceledException>(() => client.Refunds.CreateAsync(Refund, Key, leaving.Token));

        stripe.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_try_that_takes_too_long_is_given_up_and_repeated()
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        using var stripe = new ScriptedStripe().AnswersWhen(() => never.Task).Answers(200, ScriptedStripe.Payment);
        using var client = stripe.Client(TimeProvider.System, options => options with { Timeout = TimeSpan.FromSeconds(1) });

        (await client.PaymentIntents.CaptureAsync("pi_1", new(), Key)).Id.ShouldBe("pi_1");

        stripe.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_so_many_are_under_way_at_once()
    {
        var open = new TaskCompletionSource();
        using var stripe = new ScriptedStripe();
        for (var i = 0; i < 30; i++)
        {
            stripe.AnswersWhen(async () =>
            {
                await open.Task;
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(ScriptedStripe.Payment) };
            });
        }

        using var client = stripe.Client(TimeProvider.System, options => options with { RequestsPerSecond = 1000 });
        var calls = Enumerable.Range(0, 30).Select(_ => client.PaymentIntents.RetrieveAsync("pi_1")).ToList();
        for (var wait = 0; wait < 600 && stripe.Asked.Count < 20; wait++)
            await Task.Delay(100);
        await Task.Delay(200);
        stripe.Asked.Count.ShouldBe(20);

        open.SetResult();
        await Task.WhenAll(calls);
        stripe.Asked.Count.ShouldBe(30);
    }

    [Fact]
    public async Task After_a_burst_only_so_many_are_begun_in_a_second()
    {
        var clock = new ImpatientClock();
        using var stripe = new ScriptedStripe();
        for (var i = 0; i < 40; i++)
            stripe.Answers(200, ScriptedStripe.Payment);
        using var client = stripe.Client(clock, options => options with { RequestsPerSecond = 20 });

        for (var i = 0; i < 40; i++)
            await client.PaymentIntents.RetrieveAsync("pi_1");

        clock.Pauses.Count.ShouldBe(20);
        clock.Pauses.ShouldAllBe(pause => pause == TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_list_is_read_page_after_page()
    {
        static string Page(string ids, bool hasMore) =>
            $$"""{"object":"list","has_more":{{(hasMore ? "true" : "false")}},"data":[{{string.Join(',', ids.Split(' ').Select(id => ScriptedStripe.Payment.Replace("pi_1", id, StringComparison.Ordinal)))}}]}""";
        using var stripe = new ScriptedStripe().Answers(200, Page("pi_3 pi_2", true)).Answers(200, Page("pi_1", false));
        using var client = stripe.Client();

        var ids = new List<string>();
        await foreach (var payment in client.PaymentIntents.ListAsync(new() { Customer = "cus_1" }))
            ids.Add(payment.Id);

        ids.ShouldBe(["pi_3", "pi_2", "pi_1"]);
        stripe.Asked.Select(asked => asked.PathAndQuery).Last().ShouldContain("starting_after=pi_2");
    }

    [Fact]
    public async Task What_is_written_down_of_a_request_holds_no_body_and_no_key()
    {
        var seen = new List<StripeAttempt>();
        using var stripe = new ScriptedStripe().HangsUp().Answers(200, ScriptedStripe.Payment, ("Request-Id", "req_9"));
        using var client = stripe.Client(with: options => options with { Observe = seen.Add });

        await client.PaymentIntents.CreateAsync(new() { Amount = 1990, Currency = "gbp", ReceiptEmail = "ann@example.com" }, Key);

        seen.Select(attempt => (attempt.Method, attempt.Path, attempt.Number, attempt.Status, attempt.RequestId))
            .ShouldBe([("POST", "/v1/payment_intents", 1, null, null), ("POST", "/v1/payment_intents", 2, 200, "req_9")]);
        string.Concat(seen).ShouldNotContain("ann@example.com");
        string.Concat(seen).ShouldNotContain("sk_test");
    }

    [Fact]
    public async Task An_empty_id_is_no_path()
    {
        using var stripe = new ScriptedStripe();
        using var client = stripe.Client();

        await Should.ThrowAsync<ArgumentException>(() => client.PaymentIntents.RetrieveAsync(""));
        await Should.ThrowAsync<InvalidOperationException>(() => client.Refunds.CreateAsync(Refund, default));
        stripe.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sk_live_1234567890abcdef", "https://api.stripe.com", true)]
    [InlineData("rk_live_1234567890abcdef", "https://api.stripe.com", true)]
    [InlineData("sk_live_1234567890abcdef", "http://api.stripe.com", false)]
    [InlineData("sk_live_1234567890abcdef", "https://api.stripe.com.example", false)]
    [InlineData("sk_live_1234567890abcdef", "http://localhost:4242", false)]
    [InlineData("rk_live_1234567890abcdef", "https://sandbox.example", false)]
    [InlineData("sk_test_1234567890abcdef", "http://localhost:4242", true)]
    [InlineData("sk_test_1234567890abcdef", "https://sandbox.example", true)]
    [InlineData("sk_test_1234567890abcdef", "http://sandbox.example", false)]
    [InlineData("pk_test_1234567890abcdef", "https://api.stripe.com", false)]
    [InlineData("sk_test_1234567890abcdef\n", "https://api.stripe.com", false)]
    [InlineData("", "https://api.stripe.com", false)]
    public void A_key_goes_only_where_it_belongs(string key, string host, bool isGood)
    {
        var options = new StripeOptions { ApiKey = key, ApiBase = new Uri(host) };
        if (isGood)
            options.Check();
        else
            Should.Throw<ArgumentException>(options.Check).Message.ShouldNotContain("1234567890abcdef");
    }

    [Theory]
    [InlineData("2026-07-29.dahlia", true)]
    [InlineData("2026-10-28.endive", true)]
    [InlineData("2027-03-25.fennel", false)]
    [InlineData("2023-08-16", false)]
    public void A_version_that_breaks_what_the_client_knows_is_not_spoken(string version, bool isGood)
    {
        var options = new StripeOptions { ApiKey = "sk_test_1234567890abcdef", ApiVersion = version };
        if (isGood)
            options.Check();
        else
            Should.Throw<ArgumentException>(options.Check).Message.ShouldContain(version);
    }

    [Fact]
    public void A_key_is_shown_by_its_ends_only() => new StripeOptions { ApiKey = "sk_live_1234567890abcdef" }.MaskedKey.ShouldBe("sk_live_…cdef");

    [Fact]
    public void An_idempotency_key_is_one_line_of_at_most_255_signs()
    {
        new IdempotencyKey(new string('k', 255)).Value.Length.ShouldBe(255);
        foreach (var wrong in new[] { "", new string('k', 256), "two words", "é", "line\nbreak" })
            Should.Throw<ArgumentException>(() => new IdempotencyKey(wrong));
    }

    [Fact]
    public async Task An_empty_list_is_sent_as_one()
    {
        using var stripe = new ScriptedStripe().Answers(200, ScriptedStripe.Payment);
        using var client = stripe.Client();

        await client.PaymentIntents.CaptureAsync("pi_1", new() { Expand = [] }, Key);

        stripe.Asked.ShouldHaveSingleItem().Body.ShouldBe("expand=");
    }
}
