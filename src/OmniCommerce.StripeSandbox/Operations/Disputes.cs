using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>
/// What the banks of some test cards take back. A chargeback takes the money at once and gives it back only when it is won; an inquiry asks, and takes
/// nothing. How it ends is said by the evidence, in Stripe's words for test mode.
/// </summary>
internal static class Disputes
{
    public const string Kind = "dispute";

    private const string Winning = "winning_evidence";
    private const string Losing = "losing_evidence";
    private const string Escalating = "escalate_inquiry_evidence";

    /// <summary>How long a bank takes to dispute what it has paid, and to judge evidence, in seconds.</summary>
    private const long BankTakes = 2;
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromDays(14);

    public static async Task<Outcome> RetrieveAsync(Call call) => await call.Work.GetAsync<Dispute>(call.Id, Kind);

    public static Task<Outcome> ListAsync(Call call) =>
        Lists.PageAsync(call, Kind, parent: call.Parameters.Text("payment_intent"), also: Lists.FieldsEqual(call.Parameters, "charge"));

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var dispute = await call.Work.GetAsync<Dispute>(call.Id, Kind);
        dispute.Metadata = call.Parameters.MergedInto(dispute.Metadata);
        var evidence = call.Parameters.Fields("evidence");
        if (evidence is not null || call.Parameters.Flag("submit"))
        {
            GuardOpen(dispute);
            foreach (var name in DisputeEvidence.Names.Where(name => evidence?.Has(name) == true))
                dispute.Evidence[name] = evidence!.Text(name);
            dispute.EvidenceDetails = dispute.EvidenceDetails with { HasEvidence = DisputeEvidence.Names.Any(name => dispute.Evidence[name] is not null) };

            // What is not submitted now is kept, and submitted with the next update.
            if (!call.Parameters.Has("submit") || call.Parameters.Flag("submit"))
                Submit(call, dispute);
        }

        call.Work.Save(dispute, "charge.dispute.updated");
        return dispute;
    }

    /// <summary>The merchant gives in.</summary>
    public static async Task<Outcome> CloseAsync(Call call)
    {
        var dispute = await call.Work.GetAsync<Dispute>(call.Id, Kind);
        GuardOpen(dispute);
        End(call, dispute, dispute.IsInquiry ? DisputeStatus.WarningClosed : DisputeStatus.Lost);
        return dispute;
    }

    /// <summary>The bank of some cards disputes what was taken, soon after.</summary>
    public static void Expect(Call call, Charge charge)
    {
        if (!charge.Disputed && charge.DueAt is null && charge.Amount > 0 && TestCard.Of(charge)?.Dispute is not null)
            charge.DueAt = call.Now + BankTakes;
    }

    /// <summary>The bank disputes what was taken and not given back.</summary>
    public static void Open(Call call, Charge charge)
    {
        charge.DueAt = null;
        var left = charge.Refundable;
        if (charge.Disputed || left == 0 || TestCard.Of(charge)?.Dispute is not { } fate)
        {
            call.Work.Save(charge);
            return;
        }

        var card = charge.PaymentMethodDetails.Card!;
        var dueBy = call.Now + (long)AnsweredWithin.TotalSeconds;
        var dispute = new Dispute
        {
            Id = call.Work.NewId("du"),
            Amount = left,
            Charge = charge.Id,
            Created = call.Now,
            Currency = charge.Currency,
            Evidence = DisputeEvidence.None(),
            EvidenceDetails = new EvidenceDetails(dueBy),
            IsChargeRefundable = fate.IsInquiry,
            Metadata = [],
            NetworkReasonCode = fate.NetworkReasonCode,
            PaymentIntent = charge.PaymentIntent,
            PaymentMethodDetails = new DisputedMethod(new DisputedCard(card.Brand, fate.IsInquiry ? "inquiry" : "chargeback", card.Brand, fate.NetworkReasonCode)),
            Reason = fate.Reason,
            Status = fate.IsInquiry ? DisputeStatus.WarningNeedsResponse : DisputeStatus.NeedsResponse,
            DueAt = dueBy,
        };
        charge.Disputed = true;
        call.Work.Save(charge, "charge.updated");
        if (!fate.IsInquiry)
            dispute.BalanceTransactions.Add(Ledger.Disputed(call, dispute));
        call.Work.Save(dispute, fate.IsInquiry ? ["charge.dispute.created"] : ["charge.dispute.created", "charge.dispute.funds_withdrawn"]);
    }

    /// <summary>The bank has judged the evidence, or waited for it in vain.</summary>
    public static void Settle(Call call, Dispute dispute)
    {
        dispute.DueAt = null;
        var evidence = dispute.Evidence[DisputeEvidence.Text]?.GetValue<string>();
        if (dispute.IsInquiry && evidence == Escalating)
            Escalate(call, dispute);
        else if (dispute.IsInquiry)
            End(call, dispute, DisputeStatus.WarningClosed);
        else
            End(call, dispute, evidence == Winning && !dispute.NeedsResponse ? DisputeStatus.Won : DisputeStatus.Lost);
    }

    /// <summary>Refuses to give back what a bank has taken already. What is given back whole is asked about no more.</summary>
    public static async Task GuardRefundAsync(Call call, Charge charge, long amount)
    {
        if (!charge.Disputed)
            return;
        foreach (var id in await call.Work.IdsAsync(rows => rows.Where(row => row.Parent == charge.PaymentIntent && row.Kind == Kind)))
        {
            var dispute = await call.Work.GetAsync<Dispute>(id, Kind);
            if (!dispute.IsChargeRefundable)
                throw StripeError.Invalid(null, $"Charge {charge.Id} has been charged back; cannot issue a refund.", "charge_disputed");
            if (dispute.IsInquiry && !dispute.IsClosed && amount == charge.Refundable)
                End(call, dispute, DisputeStatus.WarningClosed);
        }
    }

    private static void GuardOpen(Dispute dispute)
    {
        if (!dispute.NeedsResponse)
            throw StripeError.Invalid(null, $"The dispute {dispute.Id} has a status of {dispute.Status.Word()}, so nothing more can be said to it.");
    }

    private static void Submit(Call call, Dispute dispute)
    {
        if (!dispute.EvidenceDetails.HasEvidence)
            throw StripeError.Invalid("evidence", "There is no evidence to submit.", "parameter_missing");
        dispute.EvidenceDetails = dispute.EvidenceDetails with { SubmissionCount = dispute.EvidenceDetails.SubmissionCount + 1 };
        dispute.Status = dispute.IsInquiry ? DisputeStatus.WarningUnderReview : DisputeStatus.UnderReview;
        var isJudged = dispute.Evidence[DisputeEvidence.Text]?.GetValue<string>() is Winning or Losing or Escalating;
        dispute.DueAt = isJudged ? call.Now + BankTakes : null;
    }

    // The bank's question has become its claim: now it takes the money.
    private static void Escalate(Call call, Dispute dispute)
    {
        var dueBy = call.Now + (long)AnsweredWithin.TotalSeconds;
        dispute.Status = DisputeStatus.NeedsResponse;
        dispute.IsChargeRefundable = false;
        dispute.Evidence[DisputeEvidence.Text] = null;
        dispute.EvidenceDetails = new EvidenceDetails(dueBy);
        dispute.PaymentMethodDetails = dispute.PaymentMethodDetails is { } method ? method with { Card = method.Card with { CaseType = "chargeback" } } : null;
        dispute.DueAt = dueBy;
        dispute.BalanceTransactions.Add(Ledger.Disputed(call, dispute));
        call.Work.Save(dispute, "charge.dispute.updated", "charge.dispute.funds_withdrawn");
    }

    private static void End(Call call, Dispute dispute, DisputeStatus status)
    {
        dispute.EvidenceDetails = dispute.EvidenceDetails with { PastDue = dispute.EvidenceDetails.DueBy < call.Now };
        dispute.Status = status;
        dispute.DueAt = null;
        if (status == DisputeStatus.Won)
        {
            dispute.IsChargeRefundable = true;
            dispute.BalanceTransactions.Add(Ledger.DisputeWon(call, dispute));
            call.Work.Save(dispute, "charge.dispute.funds_reinstated", "charge.dispute.closed");
        }
        else
        {
            call.Work.Save(dispute, "charge.dispute.closed");
        }
    }
}
