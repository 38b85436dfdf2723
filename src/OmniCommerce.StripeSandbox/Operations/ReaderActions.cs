using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Payments at a reader: the server starts one, the shopper presents a card, and the reader says what came of it. One at a time.</summary>
internal static class ReaderActions
{
    private const string DefaultCard = "4242424242424242";
    private const string CustomerCanceled = "customer_canceled";

    public static async Task<Outcome> ProcessPaymentIntentAsync(Call call)
    {
        var reader = await FreeReaderAsync(call);
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Parameters.Text("payment_intent")!, PaymentIntents.Kind, "payment_intent");
        if (!intent.PaymentMethodTypes.Contains("card_present"))
            throw StripeError.UnexpectedState(intent, "This PaymentIntent does not allow card_present: see payment_method_types.", "payment_intent_invalid_parameter");
        CheckProcessable(intent);
        var config = call.Parameters.Fields("process_config");
        reader.Action = new ReaderAction
        {
            Type = "process_payment_intent",
            Status = ReaderAction.InProgress,
            ProcessPaymentIntent = new ProcessPaymentIntent(intent.Id) { ProcessConfig = config?.Copy("enable_customer_cancellation", "return_url", "skip_tipping", "tipping") },
        };
        reader.Hidden = config?.Text("allow_redisplay");
        return await StartAsync(call, reader);
    }

    public static async Task<Outcome> ProcessSetupIntentAsync(Call call)
    {
        var reader = await FreeReaderAsync(call);
        var intent = await call.Work.GetAsync<SetupIntent>(call.Parameters.Text("setup_intent")!, SetupIntents.Kind, "setup_intent");
        SetupIntents.Guard(intent, "process");
        reader.Action = new ReaderAction
        {
            Type = "process_setup_intent",
            Status = ReaderAction.InProgress,
            ProcessSetupIntent = new ProcessSetupIntent(intent.Id) { ProcessConfig = call.Parameters.Fields("process_config")?.Copy("enable_customer_cancellation") },
        };
        reader.Hidden = call.Parameters.Text("allow_redisplay");
        return await StartAsync(call, reader);
    }

    /// <summary>Stops what the reader does. What it has done stays done: the intent says what that is.</summary>
    public static async Task<Outcome> CancelAsync(Call call)
    {
        var reader = await call.Work.GetAsync<Reader>(call.Id, Terminals.ReaderKind);
        RefuseOffline(reader);
        if (reader.Action is { Status: ReaderAction.InProgress } or { SetReaderDisplay: not null })
        {
            reader.Action = null;
            call.Work.Save(reader);
        }

        return reader;
    }

    /// <summary>The shopper presents a test card.</summary>
    public static async Task<Outcome> PresentAsync(Call call)
    {
        var reader = await call.Work.GetAsync<Reader>(call.Id, Terminals.ReaderKind);
        var parameters = call.Parameters;
        var number = (parameters.Fields("card_present") ?? parameters.Fields("interac_present") ?? parameters.Fields("card"))?.Text("number") ?? DefaultCard;
        return await PresentAsync(call, reader, number, Amounts.Tip(parameters.Long("amount_tip") ?? 0));
    }

    /// <summary>The shopper presses the red button.</summary>
    public static async Task<Outcome> CancelByCustomerAsync(Call call, Reader reader)
    {
        if (reader.Action is not { Status: ReaderAction.InProgress } action)
            throw NothingInProgress(reader);
        reader.Action = action with { Status = ReaderAction.Failed, FailureCode = CustomerCanceled, FailureMessage = "The customer canceled the payment." };
        call.Work.Save(reader, "terminal.reader.action_failed");
        return await Task.FromResult<Outcome>(reader);
    }

    /// <summary>The reader in the path, if it can begin something.</summary>
    public static async Task<Reader> FreeReaderAsync(Call call)
    {
        var reader = await call.Work.GetAsync<Reader>(call.Id, Terminals.ReaderKind);
        RefuseOffline(reader);
        if (reader.Action is { Status: ReaderAction.InProgress })
            throw StripeError.Invalid(null, "Reader is currently busy processing another request. Wait until it has finished, or cancel its action.", "terminal_reader_busy");
        reader.LastSeenAt = call.Now * 1000;
        return reader;
    }

    private static async Task<Outcome> StartAsync(Call call, Reader reader)
    {
        call.Work.Save(reader, "terminal.reader.action_updated");
        return reader.Metadata.TryGetValue(Reader.PresentsByItself, out var number) ? await PresentAsync(call, reader, number, 0) : reader;
    }

    private static async Task<Outcome> PresentAsync(Call call, Reader reader, string number, long tip)
    {
        if (reader.Action is not { Status: ReaderAction.InProgress } action)
            throw NothingInProgress(reader);
        var card = TestCard.ByNumber(number) ?? TestCard.ByToken(number) ?? throw StripeError.Invalid("card_present[number]", "The sandbox knows Stripe's test cards only.");
        var allowRedisplay = reader.Hidden ?? "unspecified";
        StripeError? error;
        if (action.ProcessPaymentIntent is { } payment)
        {
            error = await ChargeAsync(call, reader, payment.PaymentIntent, card, tip, allowRedisplay);
        }
        else
        {
            var setup = action.ProcessSetupIntent!;
            var intent = await call.Work.GetAsync<SetupIntent>(setup.SetupIntent, SetupIntents.Kind);
            (var kept, error) = await SetupIntents.PresentAsync(call, intent, card, reader, allowRedisplay);
            action = action with { ProcessSetupIntent = setup with { GeneratedCard = kept?.Id } };
        }

        reader.Action = error is null
            ? action with { Status = ReaderAction.Succeeded }
            : action with
            {
                Status = ReaderAction.Failed,
                FailureCode = error.Error.DeclineCode ?? error.Error.Code,
                FailureMessage = error.Error.Message,
                ApiError = error.Error with { PaymentIntent = null, SetupIntent = null },
            };
        reader.Hidden = null;
        call.Work.Save(reader, error is null ? "terminal.reader.action_succeeded" : "terminal.reader.action_failed");
        return reader;
    }

    private static async Task<StripeError?> ChargeAsync(Call call, Reader reader, string intentId, TestCard card, long tip, string allowRedisplay)
    {
        var intent = await call.Work.GetAsync<PaymentIntent>(intentId, PaymentIntents.Kind);
        try
        {
            // It may have been canceled, or paid at another reader, since this one began.
            CheckProcessable(intent);
        }
        catch (StripeError error)
        {
            return error;
        }

        if (tip > 0)
        {
            intent.Amount = Amounts.Chargeable(intent.Amount + tip, intent.Currency, "amount_tip");
            intent.AmountDetails = new AmountDetails(new Tip(tip));
        }

        var method = card.ToCardPresent(call.Work.NewId("pm"), call.Now);
        call.Work.Save(method);
        return Charging.Charge(call, intent, method, PaymentIntentMove.Process, tap: new Charging.Tap(reader, allowRedisplay)).Error;
    }

    private static void CheckProcessable(PaymentIntent intent)
    {
        if (intent.Status != IntentStatus.RequiresPaymentMethod)
            throw StripeError.UnexpectedState(intent, $"A reader cannot process a PaymentIntent with a status of {intent.Status.Word()}.", "intent_invalid_state");
    }

    private static void RefuseOffline(Reader reader)
    {
        if (reader.Status == Reader.Offline)
            throw StripeError.Invalid(null, "Reader is currently offline, please ensure the reader is powered on and connected to the internet.", "terminal_reader_offline");
    }

    private static StripeError NothingInProgress(Reader reader) => StripeError.Invalid(null, $"The reader {reader.Id} has no action in progress.", "intent_invalid_state");
}
