using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>The steps of a payment: confirm, authenticate, capture, increment, cancel. Which are allowed from where says <see cref="PaymentIntentMoves"/>.</summary>
internal static class PaymentIntentSteps
{
    public static async Task<Outcome> ConfirmAsync(Call call)
    {
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Id, PaymentIntents.Kind);
        call.Guard(intent.ClientSecret, PaymentIntents.Kind, call.Id);
        intent.Guard(PaymentIntentMove.Confirm);
        if (PaymentIntents.TypesOf(call.Parameters) is { } types)
            intent.PaymentMethodTypes = types;
        intent.CaptureMethod = call.Parameters.Text("capture_method") ?? intent.CaptureMethod;
        await PaymentIntents.ApplyAsync(call, intent);
        await ChooseMethodAsync(call, intent);
        return await ConfirmAsync(call, intent);
    }

    public static async Task<Outcome> ConfirmAsync(Call call, PaymentIntent intent)
    {
        var parameters = call.Parameters;
        if (intent.PaymentMethod is not { } methodId)
        {
            throw StripeError.UnexpectedState(
                intent, "You cannot confirm this PaymentIntent because it's missing a payment method. Update it with a payment method, or confirm it with one.");
        }

        var method = await call.Work.GetAsync<PaymentMethod>(methodId, PaymentMethods.Kind, "payment_method");
        Check(intent, method, parameters.Text("return_url"));
        var offSession = parameters.Flag("off_session");
        var authenticated = intent.Hidden == PaymentIntent.Authenticated;
        if (authenticated || !NeedsAuthentication(intent, method, offSession))
            return Charging.Charge(call, intent, method, PaymentIntentMove.Confirm, authenticated);
        if (offSession || parameters.Flag("error_on_requires_action"))
            return Charging.Decline(call, intent, method, PaymentIntentMove.Confirm, Decline.AuthenticationRequired);

        intent.Move(PaymentIntentMove.Confirm, IntentStatus.RequiresAction);
        intent.LastPaymentError = null;
        intent.NextAction = Authentications.Action(call, intent.Id, intent.ClientSecret, parameters.Text("return_url"));
        call.Work.Save(intent, "payment_intent.requires_action");
        return intent;
    }

    /// <summary>The cardholder has confirmed, or refused.</summary>
    public static async Task<Outcome> AuthenticateAsync(Call call, PaymentIntent intent, bool succeeded)
    {
        intent.Guard(PaymentIntentMove.Authenticate);
        var method = await call.Work.GetAsync<PaymentMethod>(intent.PaymentMethod!, PaymentMethods.Kind);
        if (!succeeded)
        {
            intent.Move(PaymentIntentMove.Authenticate, IntentStatus.RequiresPaymentMethod);
            Charging.Fail(call, intent, Authentications.Failure("payment_intent_authentication_failure", method));
            return intent;
        }

        if (intent.ConfirmationMethod == "automatic")
        {
            // The decline of a payment that was confirmed on a page is told by the intent, not by an error.
            var outcome = Charging.Charge(call, intent, method, PaymentIntentMove.Authenticate, authenticated: true);
            return outcome.Error is null ? outcome : intent;
        }

        intent.Move(PaymentIntentMove.Authenticate, IntentStatus.RequiresConfirmation);
        intent.Hidden = PaymentIntent.Authenticated;
        call.Work.Save(intent);
        return intent;
    }

    public static async Task<Outcome> CaptureAsync(Call call)
    {
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Id, PaymentIntents.Kind);
        intent.Guard(PaymentIntentMove.Capture);
        var charge = await call.Work.GetAsync<Charge>(intent.LatestCharge!, Charges.Kind);
        var isFinal = !call.Parameters.Has("final_capture") || call.Parameters.Flag("final_capture");
        if (!isFinal && charge.PaymentMethodDetails.Card?.Multicapture.Status != "available")
            throw StripeError.Invalid("final_capture", "This payment cannot be captured more than once.");
        var amount = Amounts.Within(
            call.Parameters.Long("amount_to_capture") ?? intent.AmountCapturable,
            intent.AmountCapturable,
            "amount_to_capture",
            $"The amount to capture is greater than the amount that can be captured: {intent.AmountCapturable}.",
            "amount_too_large");

        intent.Metadata = call.Parameters.MergedInto(intent.Metadata);
        intent.StatementDescriptor = call.Parameters.Text("statement_descriptor") ?? intent.StatementDescriptor;
        intent.StatementDescriptorSuffix = call.Parameters.Text("statement_descriptor_suffix") ?? intent.StatementDescriptorSuffix;
        intent.AmountReceived += amount;
        intent.AmountCapturable = isFinal ? 0 : intent.AmountCapturable - amount;
        charge.Captured = true;
        charge.AmountCaptured += amount;
        charge.BalanceTransaction = Ledger.Charged(call, charge, amount);
        Disputes.Expect(call, charge);
        call.Work.Save(charge, "charge.captured");
        var ended = isFinal || intent.AmountCapturable == 0;
        intent.Move(PaymentIntentMove.Capture, ended ? IntentStatus.Succeeded : IntentStatus.RequiresCapture);
        call.Work.Save(intent, ended ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated");
        return intent;
    }

    public static async Task<Outcome> IncrementAsync(Call call)
    {
        const int mostTries = 10;
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Id, PaymentIntents.Kind);
        intent.Guard(PaymentIntentMove.IncrementAuthorization);
        var charge = await call.Work.GetAsync<Charge>(intent.LatestCharge!, Charges.Kind);
        var details = charge.PaymentMethodDetails;
        if (details.Card?.IncrementalAuthorization.Status != "available" && details.CardPresent?.IncrementalAuthorizationSupported != true)
            throw StripeError.UnexpectedState(intent, "This PaymentIntent's authorization cannot be incremented.", "payment_intent_invalid_parameter");
        var tries = int.Parse(charge.Hidden ?? "0") + 1;
        if (tries > mostTries)
            throw StripeError.UnexpectedState(intent, $"An authorization can be incremented at most {mostTries} times.");
        var amount = Amounts.Chargeable(call.Parameters.Long("amount")!.Value, intent.Currency);
        if (amount <= intent.Amount)
            throw StripeError.Invalid("amount", $"The amount must be greater than the amount authorized: {intent.Amount}.");

        charge.Hidden = $"{tries}";
        charge.Amount = amount;
        details.Card = details.Card is { } card ? card with { AmountAuthorized = amount, Overcapture = new Overcapture(amount) } : null;
        details.CardPresent = details.CardPresent is { } tapped ? tapped with { AmountAuthorized = amount } : null;
        call.Work.Save(charge, "charge.updated");
        intent.Amount = amount;
        intent.AmountCapturable = amount;
        intent.Metadata = call.Parameters.MergedInto(intent.Metadata);
        if (call.Parameters.Has("description"))
            intent.Description = call.Parameters.Text("description");
        intent.Move(PaymentIntentMove.IncrementAuthorization, IntentStatus.RequiresCapture);
        call.Work.Save(intent, "payment_intent.amount_capturable_updated");
        return intent;
    }

    public static async Task<Outcome> CancelAsync(Call call)
    {
        var intent = await call.Work.GetAsync<PaymentIntent>(call.Id, PaymentIntents.Kind);
        intent.Guard(PaymentIntentMove.Cancel);
        return await EndAsync(call, intent, PaymentIntentMove.Cancel, call.Parameters.Text("cancellation_reason"));
    }

    /// <summary>The authorisation has lapsed.</summary>
    public static Task<Outcome> ExpireAsync(Call call, PaymentIntent intent) => EndAsync(call, intent, PaymentIntentMove.Expire, "expired");

    /// <summary>Sets the payment method that was named, if one was.</summary>
    public static async Task ChooseMethodAsync(Call call, PaymentIntent intent)
    {
        var method = call.Parameters.Fields("payment_method_data") is { } data
            ? PaymentMethods.Make(call, data)
            : call.Parameters.Text("payment_method") is { } id ? await PaymentMethods.ResolveAsync(call, id) : null;
        if (method is null)
            return;
        if (method.Customer is not null && method.Customer != intent.Customer)
        {
            throw StripeError.Invalid(
                "payment_method", "The payment method belongs to a customer. To use it, name the same customer in this PaymentIntent.", "payment_method_unexpected_state");
        }

        intent.PaymentMethod = method.Id;
        intent.Hidden = null;
        if (intent.Status == IntentStatus.RequiresPaymentMethod)
            intent.Move(PaymentIntentMove.Update, IntentStatus.RequiresConfirmation);
    }

    private static async Task<Outcome> EndAsync(Call call, PaymentIntent intent, PaymentIntentMove move, string? reason)
    {
        if (intent.Status == IntentStatus.RequiresCapture)
        {
            // What was never taken is let go and is no refund; what was captured before stays captured.
            var charge = await call.Work.GetAsync<Charge>(intent.LatestCharge!, Charges.Kind);
            call.Work.Save(charge, "charge.expired");
        }

        intent.Move(move, IntentStatus.Canceled);
        intent.AmountCapturable = 0;
        intent.CanceledAt = call.Now;
        intent.CancellationReason = reason;
        call.Work.Save(intent, "payment_intent.canceled");
        return intent;
    }

    private static void Check(PaymentIntent intent, PaymentMethod method, string? returnUrl)
    {
        if (!intent.PaymentMethodTypes.Contains(method.Type))
        {
            throw StripeError.Invalid(
                "payment_method",
                $"The PaymentMethod provided ({method.Type}) is not allowed for this PaymentIntent. Allowed: {string.Join(", ", intent.PaymentMethodTypes)}.",
                "payment_intent_incompatible_payment_method");
        }

        if (intent.AutomaticPaymentMethods is { Enabled: true, AllowRedirects: "always" } && returnUrl is null)
        {
            throw StripeError.Invalid(
                "return_url",
                "This PaymentIntent accepts payment methods that may redirect the customer, so you must provide a return_url. If you don't want to accept such, set automatic_payment_methods[enabled]=true and automatic_payment_methods[allow_redirects]=never.");
        }
    }

    private static bool NeedsAuthentication(PaymentIntent intent, PaymentMethod method, bool offSession)
    {
        var wanted = intent.PaymentMethodOptions?.Card?.RequestThreeDSecure is "any" or "challenge";
        return TestCard.Of(method).Authentication switch
        {
            Authentication.Optional => wanted && !offSession,
            Authentication.UnlessSetUp => method.Hidden != PaymentMethod.SetUp,
            Authentication.WhenPresent => !offSession,
            Authentication.Always => true,
            _ => false,
        };
    }
}
