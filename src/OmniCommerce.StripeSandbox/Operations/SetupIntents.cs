using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Cards saved for later without a payment.</summary>
internal static class SetupIntents
{
    public const string Kind = "setup_intent";

    private static readonly IntentStatus[] Open = [IntentStatus.RequiresPaymentMethod, IntentStatus.RequiresConfirmation, IntentStatus.RequiresAction];

    public static async Task<Outcome> CreateAsync(Call call)
    {
        var parameters = call.Parameters;
        var id = call.Work.NewId("seti");
        var (automatic, types) = PaymentIntents.MethodsOf(parameters);
        var intent = new SetupIntent
        {
            Id = id,
            AutomaticPaymentMethods = automatic,
            ClientSecret = $"{id}_secret_{Guid.NewGuid():N}",
            Created = call.Now,
            Metadata = parameters.MergedInto(null),
            PaymentMethodTypes = types,
            Usage = parameters.Text("usage") ?? "off_session",
        };
        await ApplyAsync(call, intent);
        call.Work.Save(intent, "setup_intent.created");
        return parameters.Flag("confirm") ? await ConfirmAsync(call, intent) : intent;
    }

    public static async Task<Outcome> RetrieveAsync(Call call)
    {
        var intent = await call.Work.GetAsync<SetupIntent>(call.Id, Kind);
        call.Guard(intent.ClientSecret, Kind, call.Id);
        return intent;
    }

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var intent = await call.Work.GetAsync<SetupIntent>(call.Id, Kind);
        intent.Metadata = call.Parameters.MergedInto(intent.Metadata);
        if (call.Parameters.Has("payment_method") || call.Parameters.Has("customer"))
            Guard(intent, "update");
        intent.PaymentMethodTypes = PaymentIntents.TypesOf(call.Parameters) ?? intent.PaymentMethodTypes;
        await ApplyAsync(call, intent);
        call.Work.Save(intent);
        return intent;
    }

    public static async Task<Outcome> ConfirmAsync(Call call)
    {
        var intent = await call.Work.GetAsync<SetupIntent>(call.Id, Kind);
        call.Guard(intent.ClientSecret, Kind, call.Id);
        Guard(intent, "confirm");
        await ApplyAsync(call, intent);
        return await ConfirmAsync(call, intent);
    }

    public static async Task<Outcome> CancelAsync(Call call)
    {
        var intent = await call.Work.GetAsync<SetupIntent>(call.Id, Kind);
        Guard(intent, "cancel");
        intent.Status = IntentStatus.Canceled;
        intent.NextAction = null;
        intent.CancellationReason = call.Parameters.Text("cancellation_reason");
        call.Work.Save(intent, "setup_intent.canceled");
        return intent;
    }

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(call, Kind, parent: call.Parameters.Text("payment_method"));

    /// <summary>The cardholder has confirmed, or refused.</summary>
    public static async Task<Outcome> AuthenticateAsync(Call call, SetupIntent intent, bool succeeded)
    {
        if (intent.Status != IntentStatus.RequiresAction)
            throw StripeError.UnexpectedState(intent, $"This SetupIntent has a status of {intent.Status.Word()}: there is nothing to authenticate.");
        var method = await call.Work.GetAsync<PaymentMethod>(intent.PaymentMethod!, PaymentMethods.Kind);
        if (succeeded)
            return await SucceedAsync(call, intent, method);
        Fail(call, intent, Authentications.Failure("setup_intent_authentication_failure", method));
        return intent;
    }

    /// <summary>A card was presented at a reader: a card on file is made of it.</summary>
    /// <returns>The card on file; or why not.</returns>
    public static async Task<(PaymentMethod? Card, StripeError? Error)> PresentAsync(Call call, SetupIntent intent, TestCard card, Reader reader, string allowRedisplay)
    {
        var tapped = card.ToCardPresent(call.Work.NewId("pm"), call.Now);
        call.Work.Save(tapped);
        if (!card.CanBeAttached)
            return (null, Fail(call, intent, card.Decline!.ToError(null, tapped)));
        var kept = card.ToPaymentMethod(call.Work.NewId("pm"), call.Now, metadata: new() { ["reader"] = reader.Id });
        kept.AllowRedisplay = allowRedisplay;
        if (intent.Customer is { } customer)
            Charging.Keep(call, kept, customer, intent.Usage);
        else
            call.Work.Save(kept);
        intent.PaymentMethod = tapped.Id;
        Finish(call, intent);
        return await Task.FromResult((kept, default(StripeError)));
    }

    public static void Guard(SetupIntent intent, string verb)
    {
        if (!Open.Contains(intent.Status))
            throw StripeError.UnexpectedState(intent, $"You cannot {verb} this SetupIntent because it has a status of {intent.Status.Word()}.");
    }

    private static async Task<Outcome> ConfirmAsync(Call call, SetupIntent intent)
    {
        if (intent.PaymentMethod is not { } methodId)
            throw StripeError.UnexpectedState(intent, "You cannot confirm this SetupIntent because it's missing a payment method.");
        var method = await call.Work.GetAsync<PaymentMethod>(methodId, PaymentMethods.Kind, "payment_method");
        var card = TestCard.Of(method);
        if (!card.CanBeAttached)
            return Fail(call, intent, card.Decline!.ToError(null, method));
        if (card.Authentication is not (Authentication.UnlessSetUp or Authentication.Always) || method.Hidden == PaymentMethod.SetUp)
            return await SucceedAsync(call, intent, method);
        intent.Status = IntentStatus.RequiresAction;
        intent.LastSetupError = null;
        intent.NextAction = Authentications.Action(call, intent.Id, intent.ClientSecret, call.Parameters.Text("return_url"));
        call.Work.Save(intent, "setup_intent.requires_action");
        return intent;
    }

    private static async Task<Outcome> SucceedAsync(Call call, SetupIntent intent, PaymentMethod method)
    {
        method.Hidden = intent.Usage == "off_session" ? PaymentMethod.SetUp : method.Hidden;
        if (intent.Customer is { } customer && method.Customer is null)
            await PaymentMethods.AttachAsync(call, method, customer);
        else
            call.Work.Save(method);
        Finish(call, intent);
        return intent;
    }

    private static void Finish(Call call, SetupIntent intent)
    {
        intent.Status = IntentStatus.Succeeded;
        intent.NextAction = null;
        intent.LastSetupError = null;
        call.Work.Save(intent, "setup_intent.succeeded");
    }

    private static StripeError Fail(Call call, SetupIntent intent, ErrorObject error)
    {
        intent.Status = IntentStatus.RequiresPaymentMethod;
        intent.NextAction = null;
        intent.PaymentMethod = null;
        intent.LastSetupError = error;
        call.Work.Save(intent, "setup_intent.setup_failed");
        return StripeError.Card(error with { SetupIntent = intent });
    }

    private static async Task ApplyAsync(Call call, SetupIntent intent)
    {
        var parameters = call.Parameters;
        if (parameters.Text("customer") is { } customer)
            intent.Customer = (await call.Work.GetAsync<Customer>(customer, Customers.Kind, "customer")).Id;
        if (parameters.Has("description"))
            intent.Description = parameters.Text("description");
        intent.PaymentMethodOptions = parameters.Over(
            "payment_method_options",
            intent.PaymentMethodOptions ?? new SetupOptions { Card = intent.PaymentMethodTypes.Contains("card") ? new SetupCardOptions() : null });
        var method = parameters.Fields("payment_method_data") is { } data
            ? PaymentMethods.Make(call, data)
            : parameters.Text("payment_method") is { } id ? await PaymentMethods.ResolveAsync(call, id) : null;
        if (method is null)
            return;
        if (method.Customer is not null && method.Customer != intent.Customer)
            throw StripeError.Invalid("payment_method", "The payment method belongs to another customer.", "payment_method_unexpected_state");
        intent.PaymentMethod = method.Id;
        if (intent.Status == IntentStatus.RequiresPaymentMethod)
            intent.Status = IntentStatus.RequiresConfirmation;
    }
}
