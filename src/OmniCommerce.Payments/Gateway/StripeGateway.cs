using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Gateway;

/// <summary>
/// Stripe, or the sandbox that speaks as Stripe does. Stripe forgets keys after a day: what was asked for longer ago is read and never asked
/// for again.
/// </summary>
internal sealed class StripeGateway(StripeClient stripe, StripeReaders readers, StripeCustomers customers, TimeProvider clock, ILogger<StripeGateway> log) : IPaymentGateway
{
    // An hour less than Stripe keeps a key, for clocks that differ and calls that take long.
    private static readonly TimeSpan KeysLast = TimeSpan.FromHours(23);

    // Whoever opened a payment asks for it within the hour, or never.
    private static readonly TimeSpan AskedWithin = TimeSpan.FromHours(1);
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);
    private const int Page = 100;

    public Task<GatewayAnswer> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        if (IsForgotten(request.Payment.OpenedAt))
            return await SeekAsync(request.Payment, cancellationToken) ?? GatewayAnswer.Declined(PaymentDeclined.NotCompleted);
        if (request.ReaderId is { } reader)
            return await readers.AskAsync(request, reader, cancellationToken);
        return request.Payment.IntentId is { } known
            ? (await stripe.PaymentIntents.RetrieveAsync(known, StripeAnswers.WithCharge, cancellationToken)).ToAnswer()
            : await AskCardAsync(request, cancellationToken);
    });

    public Task<GatewayAnswer> RenewAsync(RenewalRequest request, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        if (IsForgotten(request.Payment.OpenedAt))
            return await SeekAsync(request.Payment, cancellationToken) ?? GatewayAnswer.Declined(PaymentDeclined.NotCompleted);
        var old = await stripe.PaymentIntents.RetrieveAsync(request.IntentId, ["payment_method"], cancellationToken);
        if (old.PaymentMethod?.Value is not { Customer.Id: { } owner } method || owner != old.Customer?.Id)
            return GatewayAnswer.Declined(RenewalRequest.NotKept);
        try
        {
            var create = new CreatePaymentIntent
            {
                Amount = request.Amount.ToStripe(),
                Currency = request.Amount.Currency.ToStripe(),
                AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = "never" },
                CaptureMethod = CaptureMethod.Manual,
                Confirm = true,
                Customer = owner,
                Expand = StripeAnswers.WithCharge,
                Metadata = Notes(request.OrderId, request.Payment.Key),
                OffSession = true,
                PaymentMethod = method.Id,
                PaymentMethodOptions = new() { Card = new() { RequestMulticapture = "if_available" } },
            };
            return (await stripe.PaymentIntents.CreateAsync(create, new IdempotencyKey(request.Payment.Key), cancellationToken)).ToAnswer();
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            return refused.ToAnswer();
        }
    });

    public Task<GatewayAnswer> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        // Under a forgotten key the same part would be taken twice.
        if (IsForgotten(request.OpenedAt) && await IsTakenAsync(request, cancellationToken))
            return GatewayAnswer.Succeeded(request.IntentId);
        try
        {
            var capture = new CapturePaymentIntent { AmountToCapture = request.Amount.ToStripe(), FinalCapture = request.IsLast ? null : false };
            await stripe.PaymentIntents.CaptureAsync(request.IntentId, capture, new IdempotencyKey(request.Key), cancellationToken);
            return GatewayAnswer.Succeeded(request.IntentId);
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            // Perhaps it is refused because it is done.
            return await IsTakenAsync(request, cancellationToken) ? GatewayAnswer.Succeeded(request.IntentId) : refused.ToAnswer();
        }
    });

    public Task<GatewayAnswer> CancelAsync(string key, string intentId, Money taken, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        try
        {
            await stripe.PaymentIntents.CancelAsync(intentId, new CancelPaymentIntent(), new IdempotencyKey(key), cancellationToken);
            return GatewayAnswer.Succeeded(intentId);
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            var intent = await stripe.PaymentIntents.RetrieveAsync(intentId, null, cancellationToken);
            if (intent.Status != PaymentIntentStatus.Succeeded)
                return intent.Status == PaymentIntentStatus.Canceled ? GatewayAnswer.Succeeded(intentId) : refused.ToAnswer();
            if (intent.AmountReceived <= taken.ToStripe())
                return GatewayAnswer.Succeeded(intentId);

            // Somebody took what was to be let go.
            log.LogError("Payment {Intent} was taken and not let go; it is given back.", intentId);
            return await GiveBackAsync($"{key}:refund", intentId, intent.AmountReceived - taken.ToStripe(), cancellationToken);
        }
    });

    public Task<GatewayAnswer> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => AnswerAsync(async () =>
        IsForgotten(request.OpenedAt) && await FindRefundAsync(request.Key, request.IntentId, cancellationToken) is { } done
            ? AnswerOf(done)
            : await GiveBackAsync(request.Key, request.IntentId, request.Amount.ToStripe(), cancellationToken));

    public async Task<GatewayAnswer?> FindAsync(SoughtPayment sought, CancellationToken cancellationToken)
    {
        var arrived = true;
        var answer = await AnswerAsync(async () =>
        {
            var found = await SeekAsync(sought, cancellationToken);
            arrived = found is not null;
            return found ?? GatewayAnswer.Unknown;
        });
        return arrived ? answer : null;
    }

    private async Task<GatewayAnswer> AskCardAsync(AuthorizationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var create = new CreatePaymentIntent
            {
                Amount = request.Amount.ToStripe(),
                Currency = request.Amount.Currency.ToStripe(),
                // Cards, wallets and Link, as the dashboard allows; those that lead the shopper away only where there is a way back.
                AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = request.ReturnUrl is null ? "never" : "always" },
                CaptureMethod = CaptureMethod.Manual,
                Confirm = true,
                Customer = request.SavesCard ? await customers.EnsureAsync(request.CustomerId!.Value, cancellationToken) : await customers.FindAsync(request.CustomerId, cancellationToken),
                ErrorOnRequiresAction = request.ReturnUrl is null ? true : null,
                Expand = StripeAnswers.WithCharge,
                Metadata = Notes(request.OrderId, request.Payment.Key),
                PaymentMethod = request.PaymentMethod,
                PaymentMethodOptions = new() { Card = new() { RequestMulticapture = "if_available" } },
                ReturnUrl = request.ReturnUrl,
                SetupFutureUsage = request.SavesCard ? SetupFutureUsage.OffSession : null,
            };
            var intent = await stripe.PaymentIntents.CreateAsync(create, new IdempotencyKey(request.Payment.Key), cancellationToken);
            return intent.ToAnswer();
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            return refused.ToAnswer();
        }
    }

    internal static Dictionary<string, string?> Notes(OrderId order, string key) => new()
    {
        [StripeAnswers.OrderNote] = order.ToString(),
        [StripeAnswers.TenderNote] = key,
    };

    private async Task<bool> IsTakenAsync(CaptureRequest request, CancellationToken cancellationToken) =>
        (await stripe.PaymentIntents.RetrieveAsync(request.IntentId, null, cancellationToken)).AmountReceived == request.TakenWithIt.ToStripe();

    private async Task<GatewayAnswer?> SeekAsync(SoughtPayment sought, CancellationToken cancellationToken)
    {
        var id = sought.IntentId ?? await SearchAsync(sought.Key, cancellationToken) ?? await ListAsync(sought, cancellationToken);
        return id is null ? null : (await stripe.PaymentIntents.RetrieveAsync(id, StripeAnswers.WithCharge, cancellationToken)).ToAnswer();
    }

    private async Task<string?> SearchAsync(string key, CancellationToken cancellationToken)
    {
        await foreach (var intent in stripe.PaymentIntents.SearchAsync($"metadata['{StripeAnswers.TenderNote}']:'{key}'", null, cancellationToken))
            return intent.Id;
        return null;
    }

    // A search does not find the newest; a list does.
    private async Task<string?> ListAsync(SoughtPayment sought, CancellationToken cancellationToken)
    {
        var when = new CreatedRange { Gte = sought.OpenedAt - ClocksDiffer, Lt = sought.OpenedAt + AskedWithin + ClocksDiffer };
        await foreach (var intent in stripe.PaymentIntents.ListAsync(new ListPaymentIntents { Limit = Page, Created = when }, cancellationToken))
        {
            if (intent.Metadata.GetValueOrDefault(StripeAnswers.TenderNote) == sought.Key)
                return intent.Id;
        }

        return null;
    }

    private async Task<GatewayAnswer> GiveBackAsync(string key, string intentId, long amount, CancellationToken cancellationToken)
    {
        try
        {
            var notes = new Dictionary<string, string?> { [StripeAnswers.RefundNote] = key };
            return AnswerOf(await stripe.Refunds.CreateAsync(
                new CreateRefund { PaymentIntent = intentId, Amount = amount, Metadata = notes }, new IdempotencyKey(key), cancellationToken));
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            return await FindRefundAsync(key, intentId, cancellationToken) is { } done ? AnswerOf(done) : refused.ToAnswer();
        }
    }

    private async Task<Refund?> FindRefundAsync(string key, string intentId, CancellationToken cancellationToken)
    {
        await foreach (var refund in stripe.Refunds.ListAsync(new ListRefunds { Limit = Page, PaymentIntent = intentId }, cancellationToken))
        {
            if (refund.Metadata?.GetValueOrDefault(StripeAnswers.RefundNote) == key)
                return refund;
        }

        return null;
    }

    // One that is under way counts as done; should it fail after all, Stripe says so.
    private static GatewayAnswer AnswerOf(Refund refund) => refund.Status == RefundStatus.Failed || refund.Status == RefundStatus.Canceled
        ? GatewayAnswer.Declined(refund.FailureReason ?? PaymentDeclined.ProcessingError)
        : new GatewayAnswer(GatewayOutcome.Succeeded, refund.PaymentIntent?.Id);

    private bool IsForgotten(DateTimeOffset openedAt) => clock.GetUtcNow() - openedAt > KeysLast;

    private async Task<GatewayAnswer> AnswerAsync(Func<Task<GatewayAnswer>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StripeException failure)
        {
            log.LogWarning(failure, "Stripe did not say what became of request {Request}: {Status} {Code}.", failure.RequestId, failure.Status, failure.Code);
            return GatewayAnswer.Unknown;
        }
    }
}
