using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Money given back: never more than was captured.</summary>
internal static class Refunds
{
    public const string Kind = "refund";

    /// <summary>How long a bank takes that does not answer at once, in seconds.</summary>
    private const long BankTakes = 2;

    public static async Task<Outcome> CreateAsync(Call call)
    {
        var charge = await ChargeAsync(call);
        if (!charge.Captured)
            throw StripeError.Invalid(null, $"The charge {charge.Id} has not been captured, so it cannot be refunded.", "charge_not_refundable");
        if (charge.Refundable == 0)
            throw StripeError.Invalid(null, $"Charge {charge.Id} has already been refunded.", "charge_already_refunded");
        var amount = Amounts.Within(
            call.Parameters.Long("amount") ?? charge.Refundable,
            charge.Refundable,
            "amount",
            $"Refund amount ({call.Parameters.Long("amount")}) is greater than unrefunded amount on charge ({charge.Refundable}).",
            null);
        await Disputes.GuardRefundAsync(call, charge, amount);
        var method = await call.Work.FindAsync<PaymentMethod>(charge.PaymentMethod, PaymentMethods.Kind);
        var fate = method is null ? RefundFate.Succeeds : TestCard.Of(method).Refund;

        var refund = new Refund
        {
            Id = call.Work.NewId("re"),
            Amount = amount,
            Charge = charge.Id,
            Created = call.Now,
            Currency = charge.Currency,
            Customer = charge.Customer,
            DestinationDetails = new RefundDestination(new RefundedCard("refund")),
            Metadata = call.Parameters.MergedInto(null),
            PaymentIntent = charge.PaymentIntent,
            PaymentMethod = charge.PaymentMethod,
            PendingReason = fate == RefundFate.SucceedsLater ? "processing" : null,
            Reason = call.Parameters.Text("reason"),
            Status = fate == RefundFate.SucceedsLater ? Refund.Pending : Refund.Succeeded,
            DueAt = fate == RefundFate.Succeeds ? null : call.Now + BankTakes,
        };
        refund.BalanceTransaction = Ledger.Refunded(call, refund);
        call.Work.Save(refund, "refund.created");
        charge.AmountRefunded += amount;
        charge.Refunded = charge.Refundable == 0;
        call.Work.Save(charge, "charge.refunded");
        return refund;
    }

    public static async Task<Outcome> RetrieveAsync(Call call) => await call.Work.GetAsync<Refund>(call.Id, Kind);

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var refund = await call.Work.GetAsync<Refund>(call.Id, Kind);
        refund.Metadata = call.Parameters.MergedInto(refund.Metadata);
        call.Work.Save(refund, "refund.updated");
        return refund;
    }

    public static async Task<Outcome> CancelAsync(Call call)
    {
        var refund = await call.Work.GetAsync<Refund>(call.Id, Kind);
        if (refund.Status != Refund.Pending)
            throw StripeError.Invalid(null, $"The refund {refund.Id} has a status of {refund.Status}, so it cannot be canceled.", "status_transition_invalid");
        refund.Status = Refund.Canceled;
        refund.PendingReason = null;
        refund.DueAt = null;
        await TakeBackAsync(call, refund);
        call.Work.Save(refund, "refund.updated");
        return refund;
    }

    public static async Task<Outcome> ListAsync(Call call)
    {
        var parent = call.Parameters.Text("payment_intent");
        if (call.Parameters.Text("charge") is not { } chargeId)
            return await Lists.PageAsync(call, Kind, parent: parent);
        var charge = await call.Work.GetAsync<Charge>(chargeId, Charges.Kind, "charge");
        return await Lists.PageAsync(call, Kind, parent: charge.PaymentIntent, also: Lists.FieldsEqual(call.Parameters, "charge"));
    }

    /// <summary>The bank has answered at last.</summary>
    public static async Task SettleAsync(Call call, Refund refund)
    {
        refund.DueAt = null;
        if (refund.Status == Refund.Pending)
        {
            refund.Status = Refund.Succeeded;
            refund.PendingReason = null;
            call.Work.Save(refund, "refund.updated");
            return;
        }

        refund.Status = Refund.Failed;
        refund.FailureReason = "expired_or_canceled_card";
        refund.FailureBalanceTransaction = Ledger.RefundFailed(call, refund);
        await TakeBackAsync(call, refund);
        call.Work.Save(refund, "refund.updated", "refund.failed");
    }

    private static async Task TakeBackAsync(Call call, Refund refund)
    {
        var charge = await call.Work.GetAsync<Charge>(refund.Charge, Charges.Kind);
        charge.AmountRefunded -= refund.Amount;
        charge.Refunded = false;
        call.Work.Save(charge, "charge.refund.updated");
    }

    private static async Task<Charge> ChargeAsync(Call call)
    {
        if (call.Parameters.Has("charge") && call.Parameters.Has("payment_intent"))
            throw StripeError.Invalid(null, "You may only specify one of these parameters: charge, payment_intent.", "parameters_exclusive");
        if (call.Parameters.Text("charge") is { } chargeId)
            return await call.Work.GetAsync<Charge>(chargeId, Charges.Kind, "charge");
        var intentId = call.Parameters.Text("payment_intent")
            ?? throw StripeError.Invalid("payment_intent", "One of the following params should be provided for this request: payment_intent or charge.", "parameter_missing");
        var intent = await call.Work.GetAsync<PaymentIntent>(intentId, PaymentIntents.Kind, "payment_intent");
        if (intent.LatestCharge is not { } latest || intent.AmountReceived == 0)
            throw StripeError.Invalid("payment_intent", $"This PaymentIntent ({intent.Id}) does not have a successful charge to refund.", "charge_not_refundable");
        return await call.Work.GetAsync<Charge>(latest, Charges.Kind);
    }
}
