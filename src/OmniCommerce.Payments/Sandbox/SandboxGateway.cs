using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Sandbox;

/// <summary>
/// A payment provider to try the shop with. It stands for the outside world: it has tables of its own and commits by itself, so that what it
/// did stays done whatever becomes of the shop's transaction. It knows Stripe's test payment methods and the shop's simulated readers.
/// </summary>
internal sealed class SandboxGateway(IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, IDatabaseProvider provider, TimeProvider clock) : IPaymentGateway
{
    // https://docs.stripe.com/testing: what each test payment method comes to; null for approved.
    private static readonly Dictionary<string, string?> TestMethods = new()
    {
        ["pm_card_visa"] = null,
        ["pm_card_mastercard"] = null,
        ["pm_card_chargeDeclined"] = "card_declined",
        ["pm_card_chargeDeclinedInsufficientFunds"] = "insufficient_funds",
        ["pm_card_authenticationRequired"] = "authentication_required",
    };

    public async Task<GatewayAnswer> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, request.Key, cancellationToken) is { } before)
            return AnswerOf(before);

        var declined = await DeclineReasonAsync(db, request, cancellationToken);
        var payment = new SandboxPayment
        {
            Key = request.Key,
            IntentId = $"pi_{Guid.CreateVersion7(clock.GetUtcNow()):N}",
            OrderId = request.OrderId,
            Currency = request.Amount.Currency,
            Amount = request.Amount.MinorUnits,
            Status = declined is null ? SandboxStatus.RequiresCapture : SandboxStatus.Declined,
            DeclineReason = declined,
            At = clock.GetUtcNow(),
        };
        try
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            db.Add(payment);
            await db.SaveChangesAsync(cancellationToken);
            return AnswerOf(payment);
        }
        catch (DbUpdateException exception) when (provider.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
            return AnswerOf((await FindAsync(db, request.Key, cancellationToken))!);
        }
    }

    public async Task<GatewayAnswer> CaptureAsync(string key, string intentId, Money amount, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using (await gate.EnterAsync(cancellationToken))
        {
            await db.Set<SandboxPayment>()
                .Where(p => p.IntentId == intentId && p.Status == SandboxStatus.RequiresCapture && p.Amount >= amount.MinorUnits)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, SandboxStatus.Succeeded).SetProperty(p => p.Captured, amount.MinorUnits), cancellationToken);
        }

        var taken = await db.Set<SandboxPayment>().AnyAsync(
            p => p.IntentId == intentId && p.Status == SandboxStatus.Succeeded && p.Captured == amount.MinorUnits, cancellationToken);
        return taken ? GatewayAnswer.Succeeded(intentId) : GatewayAnswer.Declined("payment_intent_unexpected_state");
    }

    public async Task<GatewayAnswer> CancelAsync(string key, string intentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using (await gate.EnterAsync(cancellationToken))
        {
            await db.Set<SandboxPayment>()
                .Where(p => p.IntentId == intentId && p.Status == SandboxStatus.RequiresCapture)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, SandboxStatus.Canceled), cancellationToken);
        }

        var canceled = await db.Set<SandboxPayment>().AnyAsync(p => p.IntentId == intentId && p.Status == SandboxStatus.Canceled, cancellationToken);
        return canceled ? GatewayAnswer.Succeeded(intentId) : GatewayAnswer.Declined("payment_intent_unexpected_state");
    }

    public async Task<GatewayAnswer> RefundAsync(string key, string intentId, Money amount, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<SandboxRefund>().AnyAsync(r => r.Key == key, cancellationToken))
            return GatewayAnswer.Succeeded(intentId);

        var refunded = await db.Set<SandboxPayment>()
            .Where(p => p.IntentId == intentId && p.Status == SandboxStatus.Succeeded && p.Captured - p.Refunded >= amount.MinorUnits)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Refunded, p => p.Refunded + amount.MinorUnits), cancellationToken);
        if (refunded == 0)
            return GatewayAnswer.Declined("charge_already_refunded");
        try
        {
            db.Add(new SandboxRefund { Key = key, IntentId = intentId, Amount = amount.MinorUnits });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (provider.IsUniqueViolation(exception))
        {
            // The same call was made twice at once; the other one did it.
        }

        return GatewayAnswer.Succeeded(intentId);
    }

    public async Task<GatewayAnswer?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, key, cancellationToken) switch
        {
            null => null,
            { Status: SandboxStatus.Canceled } => GatewayAnswer.Declined("payment_intent_canceled"),
            var payment => AnswerOf(payment),
        };
    }

    private static Task<SandboxPayment?> FindAsync(CommerceDbContext db, string key, CancellationToken cancellationToken) =>
        db.Set<SandboxPayment>().AsNoTracking().SingleOrDefaultAsync(payment => payment.Key == key, cancellationToken);

    private static async Task<string?> DeclineReasonAsync(CommerceDbContext db, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (request.ReaderId is not { } readerId)
            return TestMethods.TryGetValue(request.PaymentMethod ?? "", out var reason) ? reason : GatewayAnswer.MissingMethod;
        var approves = await db.Set<CardReader>().AnyAsync(r => r.Id == readerId && r.Behaviour == ReaderBehaviour.Approves, cancellationToken);
        return approves ? null : "card_declined";
    }

    private static GatewayAnswer AnswerOf(SandboxPayment payment) => payment.Status == SandboxStatus.Declined
        ? GatewayAnswer.Declined(payment.DeclineReason!)
        : GatewayAnswer.Succeeded(payment.IntentId);
}
