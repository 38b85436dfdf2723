using System.Net;
using System.Text.Json;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>The page of the cardholder's bank.</summary>
internal static class AuthenticationPage
{
    public static ApiAnswer Ask(string id, string secret, JsonElement intent)
    {
        if (intent.GetProperty("status").GetString() != "requires_action")
            return Page(200, "Nothing to confirm", "<p>This payment does not wait for you.</p>");
        var amount = intent.TryGetProperty("amount", out var units) ? $"{units} {intent.GetProperty("currency").GetString()?.ToUpperInvariant()} (minor units)" : "a card to be saved";
        return Page(200, "3-D Secure", $"""
            <p>The bank of the card asks you to confirm: <b>{WebUtility.HtmlEncode(amount)}</b>.</p>
            <form method="post" action="{WebUtility.HtmlEncode(id)}">
              <input type="hidden" name="client_secret" value="{WebUtility.HtmlEncode(secret)}">
              <button name="outcome" value="succeeded">Complete</button>
              <button name="outcome" value="failed">Fail</button>
            </form>
            """);
    }

    /// <summary>Sends the shopper back to the shop with what came of it, where the shop named a page.</summary>
    public static ApiAnswer Done(string id, string secret, JsonElement before, JsonElement after)
    {
        var kind = after.GetProperty("object").GetString()!;
        var failed = after.GetProperty("status").GetString() == "requires_payment_method";
        if (before.GetProperty("next_action") is not { ValueKind: JsonValueKind.Object } next || !next.TryGetProperty("redirect_to_url", out var redirect))
            return Page(200, failed ? "Failed" : "Confirmed", "<p>You can close this page.</p>");
        var url = redirect.GetProperty("return_url").GetString()!;
        var query = $"{kind}={id}&{kind}_client_secret={Uri.EscapeDataString(secret)}&redirect_status={(failed ? "failed" : "succeeded")}";
        return new ApiAnswer(303, "").With("location", $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
    }

    public static ApiAnswer Unknown() => Page(404, "Unknown", "<p>There is no such payment, or its secret is another.</p>");

    private static ApiAnswer Page(int status, string title, string body) => new(status, $$"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{{title}}</title>
        <style>
          body { font: 16px system-ui; max-width: 30rem; margin: 4rem auto; padding: 0 1rem }
          button { font: inherit; padding: .5rem 1.5rem; margin-right: .5rem }
        </style>
        <h1>{{title}}</h1>
        {{body}}
        <p><small>A page of the payment sandbox. No bank and no money are involved.</small></p>
        </html>
        """)
    { ContentType = "text/html; charset=utf-8" };
}
