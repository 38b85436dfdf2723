using System.Text.Json;
using OmniCommerce.StripeSandbox.Faults;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Webhooks;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>What Stripe does not have: faults on demand, the clock, the cardholder's bank, what happens at a reader. Everything under <c>/_sandbox/</c>.</summary>
internal sealed class Doors(Runner runner, FaultList faults, Settlement settlement)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var segments = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            return (request.Method, segments) switch
            {
                ("GET", [_, "faults"]) => new ApiAnswer(200, JsonSerializer.Serialize(faults.All, Json)),
                ("POST", [_, "faults"]) => AddFault(request),
                ("DELETE", [_, "faults"]) => ClearFaults(),
                ("POST", [_, "clock"]) => await AdvanceAsync(request, cancellationToken),
                ("GET", [_, "authenticate", var id]) => await ShowPageAsync(request, id, cancellationToken),
                ("POST", [_, "authenticate", var id]) => await AuthenticateOnPageAsync(request, id, cancellationToken),
                ("POST", [_, "intents", var id, "authenticate"]) => await AuthenticateAsync(request, id, null, Outcomes(request), cancellationToken),
                ("POST", [_, "readers", var id]) => await AtReaderAsync(request, id, cancellationToken),
                _ => throw StripeError.Invalid(null, $"The sandbox has no such door: {request.Method} {request.Path}.", status: 404),
            };
        }
        catch (StripeError error)
        {
            return Runner.Write(error);
        }
        catch (JsonException exception)
        {
            return Runner.Write(StripeError.Invalid(null, $"This is not the JSON that was expected: {exception.Path}"));
        }
    }

    private ApiAnswer AddFault(ApiRequest request)
    {
        var fault = JsonSerializer.Deserialize<Fault>(request.Body, Json) ?? throw StripeError.Invalid(null, "The body is the fault, as JSON.");
        if (fault.Mistake() is { } mistake)
            throw StripeError.Invalid(null, mistake);
        faults.Add(fault);
        return new ApiAnswer(200, JsonSerializer.Serialize(fault, Json));
    }

    private ApiAnswer ClearFaults()
    {
        faults.Clear();
        return new ApiAnswer(200, "[]");
    }

    private async Task<ApiAnswer> AdvanceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (!long.TryParse(Field(request, "advance_seconds"), out var seconds) || seconds < 0)
            throw StripeError.Invalid("advance_seconds", "advance_seconds is how far the clock goes forward, in seconds.");
        runner.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await settlement.RunAsync(cancellationToken);
        return new ApiAnswer(200, $$"""{"now":{{runner.Clock.UnixSeconds}}}""");
    }

    private Task<ApiAnswer> AtReaderAsync(ApiRequest request, string id, CancellationToken cancellationToken)
    {
        var status = Field(request, "status");
        var action = Field(request, "action");
        return runner.RunAsync(
            async call =>
            {
                var reader = await call.Work.GetAsync<Reader>(id, Terminals.ReaderKind);
                if (action == "customer_cancels")
                    return await ReaderActions.CancelByCustomerAsync(call, reader);
                reader.Status = status is Reader.Online or Reader.Offline
                    ? status
                    : throw StripeError.Invalid(null, "Give status (online or offline), or action (customer_cancels).");
                call.Work.Save(reader);
                return reader;
            },
            cancellationToken);
    }

    private async Task<ApiAnswer> ShowPageAsync(ApiRequest request, string id, CancellationToken cancellationToken)
    {
        var secret = FormValue.Parse(request.Query).Fields!.GetValueOrDefault("client_secret")?.Text ?? "";
        var shown = await runner.RunAsync(call => IntentAsync(call, id, secret), cancellationToken);
        return shown.Status == 200 ? AuthenticationPage.Ask(id, secret, JsonElement.Parse(shown.Body)) : AuthenticationPage.Unknown();
    }

    private async Task<ApiAnswer> AuthenticateOnPageAsync(ApiRequest request, string id, CancellationToken cancellationToken)
    {
        var secret = Field(request, "client_secret") ?? "";
        var before = await runner.RunAsync(call => IntentAsync(call, id, secret), cancellationToken);
        if (before.Status != 200)
            return AuthenticationPage.Unknown();
        await AuthenticateAsync(request, id, secret, Outcomes(request), cancellationToken);
        var after = await runner.RunAsync(call => IntentAsync(call, id, secret), cancellationToken);
        return AuthenticationPage.Done(id, secret, JsonElement.Parse(before.Body), JsonElement.Parse(after.Body));
    }

    private Task<ApiAnswer> AuthenticateAsync(ApiRequest request, string id, string? secret, bool succeeded, CancellationToken cancellationToken) => runner.RunAsync(
        async call => await FindAsync(call, id, secret) is SetupIntent setup
            ? await SetupIntents.AuthenticateAsync(call, setup, succeeded)
            : await PaymentIntentSteps.AuthenticateAsync(call, await call.Work.GetAsync<PaymentIntent>(id, PaymentIntents.Kind), succeeded),
        cancellationToken);

    private static async Task<Outcome> IntentAsync(Call call, string id, string secret) => await FindAsync(call, id, secret);

    private static async Task<StripeObject> FindAsync(Call call, string id, string? secret)
    {
        StripeObject found;
        string clientSecret;
        if (await call.Work.FindAsync<SetupIntent>(id, SetupIntents.Kind) is { } setup)
            (found, clientSecret) = (setup, setup.ClientSecret);
        else
            (found, clientSecret) = await call.Work.GetAsync<PaymentIntent>(id, PaymentIntents.Kind) is var payment ? (payment, payment.ClientSecret) : default;
        return secret is null || secret == clientSecret ? found : throw StripeError.Missing(PaymentIntents.Kind, id, "id");
    }

    private static bool Outcomes(ApiRequest request) => Field(request, "outcome") switch
    {
        "succeeded" => true,
        "failed" => false,
        _ => throw StripeError.Invalid("outcome", "outcome is succeeded or failed."),
    };

    // Doors take JSON or a form, whichever is at hand.
    private static string? Field(ApiRequest request, string name)
    {
        if (!request.Body.StartsWith('{'))
            return FormValue.Parse(request.Body).Fields!.GetValueOrDefault(name)?.Text;
        return JsonElement.Parse(request.Body).TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}
