using System.Text.RegularExpressions;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Faults;

/// <summary>Something that is to go wrong, as <c>POST /_sandbox/faults</c> orders it.</summary>
internal sealed record Fault
{
    private static readonly string[] WebhookFaults = ["drop", "dup", "reorder", "delay"];

    public string Id { get; init; } = $"fault_{Guid.CreateVersion7():N}";

    /// <summary>Only this operation: <c>PaymentIntents.create</c>, or <c>PaymentIntents.*</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Only requests of this method.</summary>
    public string? Method { get; init; }

    /// <summary>Only this path; <c>*</c> stands for anything: <c>/v1/payment_intents/*/capture</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The operation is done, and the connection is cut before the answer.</summary>
    public bool DropResponse { get; init; }

    /// <summary>How long the answer, or the webhook, is held back.</summary>
    public int DelayMs { get; init; }

    /// <summary>The status to answer.</summary>
    public int? Status { get; init; }

    /// <summary>The error's code.</summary>
    public string? Code { get; init; }

    /// <summary>The error's type; by default what Stripe says with the status.</summary>
    public string? Type { get; init; }

    /// <summary>Whether the operation is done although its answer is an error.</summary>
    public bool Apply { get; init; }

    /// <summary>Whether the error is kept under the idempotency key; by default of a 500, as Stripe does.</summary>
    public bool? Keep { get; init; }

    /// <summary>The header <c>Stripe-Should-Retry</c>.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>For webhooks: <c>drop</c>, <c>dup</c>, <c>reorder</c> or <c>delay</c>.</summary>
    public string? Webhook { get; init; }

    /// <summary>For webhooks: only events of this type; <c>*</c> stands for anything.</summary>
    public string? Event { get; init; }

    /// <summary>How often it still happens.</summary>
    public int Times { get; init; } = 1;

    /// <summary>In how many of a hundred requests that fit.</summary>
    public int Percent { get; init; } = 100;

    public bool IsBeforeIdempotency => Status is not null && !Apply && !IsKept;

    public bool InsteadOfOperation => Status is not null && !Apply && IsKept;

    private bool IsKept => Keep ?? Status == 500;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Mistake()
    {
        if (Webhook is not null && !WebhookFaults.Contains(Webhook))
            return $"webhook is one of {string.Join(", ", WebhookFaults)}.";
        if (Status is < 400 or > 599)
            return "status is an error's, from 400 to 599.";
        if (Times < 1 || Percent is < 1 or > 100 || DelayMs is < 0 or > 600_000)
            return "times is at least 1, percent from 1 to 100, delay_ms from 0 to 600000.";
        return Webhook is null && !DropResponse && DelayMs == 0 && Status is null ? "Say what is to go wrong: drop_response, delay_ms, status or webhook." : null;
    }

    public bool Fits(string operation, string method, string path) =>
        Webhook is null && Fits(Operation, operation) && Fits(Path, path) && (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase));

    public bool FitsEvent(string type) => Webhook is not null && Fits(Event, type);

    public StripeError ToError()
    {
        var type = Type ?? (Status is >= 500 ? "api_error" : Status == 402 ? "card_error" : "invalid_request_error");
        return new StripeError(Status!.Value, ErrorObject.Of(type, Code ?? (Status == 429 ? "rate_limit" : null), "This error was ordered from the sandbox."));
    }

    /// <summary>What is answered of the operation's answer.</summary>
    public ApiAnswer After(ApiAnswer answer)
    {
        if (Status is not null && Apply)
            answer = Runner.Write(ToError());
        if (ShouldRetry is { } retry)
            answer.With("stripe-should-retry", retry ? "true" : "false");
        return DropResponse ? answer with { Dropped = true } : answer;
    }

    private static bool Fits(string? pattern, string text) =>
        pattern is null || Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
