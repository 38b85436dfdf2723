using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Payments: making, changing and reading them. What becomes of them is in <see cref="PaymentIntentSteps"/>.</summary>
internal static class PaymentIntents
{
    public const string Kind = "payment_intent";

    private static readonly string[] KnownTypes = ["card", "card_present", "interac_present", "klarna", "link", "paypal"];

    public static async Task<Outcome> CreateAsync(Call call)
    {
        var parameters = call.Parameters;
        var currency = Amounts.Currency(parameters);
        var id = call.Work.NewId("pi");
        var (automatic, types) = MethodsOf(parameters);
        var intent = new PaymentIntent
        {
            Id = id,
            Amount = Amounts.Chargeable(parameters.Long("amount")!.Value, currency),
            AutomaticPaymentMethods = automatic,
            CaptureMethod = parameters.Text("capture_method") ?? "automatic_async",
            ClientSecret = $"{id}_secret_{Guid.NewGuid():N}",
            ConfirmationMethod = parameters.Text("confirmation_method") ?? "automatic",
            Created = call.Now,
            Currency = currency,
            Metadata = parameters.MergedInto(null),
            PaymentMethodTypes = types,
        };
        await ApplyAsync(call, intent);
        call.Work.Save(intent, "payment_intent.created");
        await PaymentIntentSteps.ChooseMethodAsync(call, intent);
        call.Work.Save(intent);
        if (parameters.Flag("confirm"))
            return await PaymentIntentSteps.ConfirmAsync(call, intent);
        if (parameters.Flag("off_session") || parameters.Flag("error_on_requires_action") || parameters.Has("return_url"))
            throw StripeError.Invalid(null, "off_session, error_on_requires_action and return_url can only be given together with confirm=true.");
        return intent;
    }

    public static async Task<Outcome> RetrieveAsync(Call call)
    {
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Id, Kind);
        call.Guard(intent.ClientSecret, Kind, call.Id);
        return intent;
    }

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var parameters = call.Parameters;
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Id, Kind);
        intent.Guard(PaymentIntentMove.Update);
        var isOpen = intent.Status is IntentStatus.RequiresPaymentMethod or IntentStatus.RequiresConfirmation or IntentStatus.RequiresAction;
        foreach (var name in new[] { "amount", "currency", "customer", "payment_method", "payment_method_types", "capture_method", "setup_future_usage" })
        {
            if (!isOpen && parameters.Has(name))
                throw StripeError.UnexpectedState(intent, $"This PaymentIntent's {name} could not be updated because it has a status of {intent.Status.Word()}.");
        }

        if (parameters.Has("currency"))
            intent.Currency = Amounts.Currency(parameters);
        intent.Amount = Amounts.Chargeable(parameters.Long("amount") ?? intent.Amount, intent.Currency);
        if (TypesOf(parameters) is { } types)
            intent.PaymentMethodTypes = types;
        intent.CaptureMethod = parameters.Text("capture_method") ?? intent.CaptureMethod;
        intent.Metadata = parameters.MergedInto(intent.Metadata);
        await ApplyAsync(call, intent);
        await PaymentIntentSteps.ChooseMethodAsync(call, intent);

        // What was to be confirmed is another payment now.
        if (intent.Status == IntentStatus.RequiresAction && (parameters.Has("amount") || parameters.Has("payment_method")))
            intent.Move(PaymentIntentMove.Update, IntentStatus.RequiresConfirmation);
        call.Work.Save(intent);
        return intent;
    }

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(call, Kind);

    public static Task<Outcome> SearchAsync(Call call) => Searches.PageAsync(call, Kind);

    /// <summary>The parameters that creating, updating and confirming have in common.</summary>
    public static async Task ApplyAsync(Call call, PaymentIntent intent)
    {
        var parameters = call.Parameters;
        if (parameters.Text("customer") is { } customer)
            intent.Customer = (await call.Work.GetAsync<Customer>(customer, Customers.Kind, "customer")).Id;
        if (parameters.Has("description"))
            intent.Description = parameters.Text("description");
        if (parameters.Has("receipt_email"))
            intent.ReceiptEmail = parameters.Text("receipt_email");
        if (parameters.Has("shipping"))
            intent.Shipping = parameters.As<Shipping>("shipping");
        if (parameters.Has("setup_future_usage"))
            intent.SetupFutureUsage = parameters.Text("setup_future_usage");
        if (parameters.Has("statement_descriptor"))
            intent.StatementDescriptor = parameters.Text("statement_descriptor");
        if (parameters.Has("statement_descriptor_suffix"))
            intent.StatementDescriptorSuffix = parameters.Text("statement_descriptor_suffix");
        intent.PaymentMethodOptions = parameters.Over("payment_method_options", intent.PaymentMethodOptions ?? DefaultsFor(intent));
    }

    /// <summary>The payment methods that an intent begins with: Stripe chooses them, or whoever asks.</summary>
    public static (AutomaticPaymentMethods? Automatic, List<string> Types) MethodsOf(Parameters parameters)
    {
        var types = TypesOf(parameters);
        if (parameters.Fields("automatic_payment_methods") is not { } automatic || !automatic.Flag("enabled"))
            return (null, types ?? ["card"]);
        if (types is not null)
            throw StripeError.Invalid(null, "You may only specify one of these parameters: automatic_payment_methods, payment_method_types.", "parameters_exclusive");
        return (new AutomaticPaymentMethods(true, automatic.Text("allow_redirects") ?? "always"), ["card", "link"]);
    }

    /// <summary>Under the older name of the parameter or the newer.</summary>
    public static List<string>? TypesOf(Parameters parameters)
    {
        var name = parameters.Has("payment_method_types") ? "payment_method_types" : "allowed_payment_method_types";
        if (parameters.Texts(name) is not { } types)
            return null;
        if (types.Count == 0)
            throw StripeError.Invalid(name, $"{name} names at least one payment method type.", "parameter_invalid_empty");
        return types.Find(type => !KnownTypes.Contains(type)) is { } unknown
            ? throw StripeError.Invalid(name, $"The payment method type \"{unknown}\" is invalid.", "payment_intent_invalid_parameter")
            : types;
    }

    private static PaymentMethodOptions DefaultsFor(PaymentIntent intent) => new()
    {
        Card = intent.PaymentMethodTypes.Contains("card") ? new CardOptions() : null,
        CardPresent = intent.PaymentMethodTypes.Contains("card_present") ? new CardPresentOptions() : null,
    };
}
