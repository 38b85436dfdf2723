using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Rules;

/// <summary>Books what was taken and given back: the lines that a reconciliation reads.</summary>
internal static class Ledger
{
    private const int FeePerMille = 29;
    private const int FixedFee = 30;
    private const int DisputeFee = 15_00;
    private static readonly TimeSpan Available = TimeSpan.FromDays(2);

    /// <returns>The line's id.</returns>
    public static string Charged(Call call, Charge charge, long amount)
    {
        // 2.9 % rounded to the nearest unit, and 30.
        var fee = Math.Min(amount, (((amount * FeePerMille) + 500) / 1000) + FixedFee);
        return Book(call, charge.Id, charge.Currency, amount, fee, "charge", charge.Description).Id;
    }

    public static string Refunded(Call call, Refund refund) => Book(call, refund.Id, refund.Currency, -refund.Amount, 0, "refund", "REFUND FOR CHARGE").Id;

    /// <summary>A refund did not arrive: the money is back.</summary>
    public static string RefundFailed(Call call, Refund refund) => Book(call, refund.Id, refund.Currency, refund.Amount, 0, "refund_failure", "REFUND FAILURE").Id;

    /// <summary>A bank takes the money back, and Stripe a fee for the trouble.</summary>
    public static BalanceTransaction Disputed(Call call, Dispute dispute) =>
        Book(call, dispute.Id, dispute.Currency, -dispute.Amount, DisputeFee, "adjustment", $"Chargeback withdrawal for {dispute.Charge}", "dispute");

    /// <summary>The bank was wrong: money and fee are back.</summary>
    public static BalanceTransaction DisputeWon(Call call, Dispute dispute) =>
        Book(call, dispute.Id, dispute.Currency, dispute.Amount, -DisputeFee, "adjustment", $"Chargeback reversal for {dispute.Charge}", "dispute_reversal");

    private static BalanceTransaction Book(
        Call call, string source, string currency, long amount, long fee, string type, string? description, string? category = null)
    {
        var line = new BalanceTransaction
        {
            Id = call.Work.NewId("txn"),
            Amount = amount,
            AvailableOn = call.Now + (long)Available.TotalSeconds,
            Created = call.Now,
            Currency = currency,
            Description = description,
            Fee = fee,
            FeeDetails = fee == 0 ? [] : [new FeeDetail(fee, currency)],
            Net = amount - fee,
            ReportingCategory = category ?? type,
            Source = source,
            Type = type,
        };
        call.Work.Save(line);
        return line;
    }
}
