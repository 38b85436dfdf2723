using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Gateway;

/// <summary>
/// Payments at card readers. Stripe drives the reader; the shop hands it a payment and watches until the reader is done with it. Whatever the
/// reader says, the payment says what is so.
/// </summary>
internal sealed class StripeReaders(StripeClient stripe, StripeCustomers customers, IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private static readonly TimeSpan ShopperTakesAtMost = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    // https://docs.stripe.com/terminal/references/testing: the cards that simulated readers are shown.
    private const string GoodCard = "4242424242424242";
    private const string DeclinedCard = "4000000000000002";

    /// <summary>Asks the shopper at the reader. Asked again for the same payment, it goes on with it.</summary>
    public async Task<GatewayAnswer> AskAsync(AuthorizationRequest request, ReaderId readerId, CancellationToken cancellationToken)
    {
        string? failure;
        string reader;
        PaymentIntent intent;
        try
        {
            reader = await ProviderIdAsync(readerId, cancellationToken);
            intent = await BeginAsync(request, cancellationToken);
            await request.Begun(intent.Id);
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            return refused.ToAnswer();
        }

        try
        {
            await stripe.Terminal.ProcessPaymentIntentAsync(
                reader,
                new ProcessPaymentIntent
                {
                    PaymentIntent = intent.Id,
                    ProcessConfig = new() { AllowRedisplay = request.SavesCard ? AllowRedisplay.Always : null, EnableCustomerCancellation = true, SkipTipping = true },
                },
                new IdempotencyKey($"{request.Payment.Key}:reader"),
                cancellationToken);
            failure = await WatchAsync(reader, intent.Id, cancellationToken);
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            failure = refused.Code; // Busy, or offline.
        }

        return await OutcomeAsync(request.Payment.Key, intent.Id, failure, cancellationToken);
    }

    private async Task<PaymentIntent> BeginAsync(AuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (request.Payment.IntentId is { } known)
            return await stripe.PaymentIntents.RetrieveAsync(known, null, cancellationToken);
        var create = new CreatePaymentIntent
        {
            Amount = request.Amount.ToStripe(),
            Currency = request.Amount.Currency.ToStripe(),
            CaptureMethod = CaptureMethod.Manual,
            Customer = request.SavesCard ? await customers.EnsureAsync(request.CustomerId!.Value, cancellationToken) : null,
            Metadata = StripeGateway.Notes(request.OrderId, request.Payment.Key),
            PaymentMethodTypes = ["card_present"],
            SetupFutureUsage = request.SavesCard ? SetupFutureUsage.OffSession : null,
        };
        return await stripe.PaymentIntents.CreateAsync(create, new IdempotencyKey(request.Payment.Key), cancellationToken);
    }

    /// <summary>Waits until the reader is done with the payment, or takes it from the reader.</summary>
    /// <returns>Why the reader failed; null when it did not.</returns>
    private async Task<string?> WatchAsync(string reader, string intentId, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var action = (await stripe.Terminal.RetrieveReaderAsync(reader, cancellationToken)).Action;
            if (action?.ProcessPaymentIntent?.PaymentIntent.Id != intentId || action.Status != ReaderActionStatus.InProgress)
                return action?.FailureCode;
            if (clock.GetElapsedTime(began) > ShopperTakesAtMost)
                break;
            await Task.Delay(LookEvery, clock, cancellationToken);
        }

        try
        {
            await stripe.Terminal.CancelActionAsync(reader, cancellationToken);
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            // Too late to stop it: the card is being charged.
        }

        return PaymentDeclined.ReaderTimeout;
    }

    private async Task<GatewayAnswer> OutcomeAsync(string key, string intentId, string? failure, CancellationToken cancellationToken)
    {
        var answer = (await stripe.PaymentIntents.RetrieveAsync(intentId, StripeAnswers.WithCharge, cancellationToken)).ToAnswer();
        if (answer.Outcome != GatewayOutcome.Waiting)
            return answer;
        try
        {
            // Nobody paid; and nobody shall, behind the order's back.
            await stripe.PaymentIntents.CancelAsync(intentId, new CancelPaymentIntent { CancellationReason = CancellationReason.Abandoned }, new IdempotencyKey($"{key}:abandon"), cancellationToken);
            return GatewayAnswer.Declined(failure ?? PaymentDeclined.NotCompleted, intentId);
        }
        catch (StripeException refused) when (!refused.SaysNothing())
        {
            return (await stripe.PaymentIntents.RetrieveAsync(intentId, StripeAnswers.WithCharge, cancellationToken)).ToAnswer();
        }
    }

    /// <summary>What Stripe calls the reader. A simulated one is registered there when it is first used.</summary>
    private async Task<string> ProviderIdAsync(ReaderId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reader = await db.Set<CardReader>().AsNoTracking().SingleAsync(candidate => candidate.Id == id, cancellationToken);
        if (reader.ProviderId is { } known)
            return known;

        var location = await stripe.Terminal.CreateLocationAsync(
            new CreateTerminalLocation { DisplayName = $"Location {reader.LocationId}", Address = new() { Country = "GB", Line1 = "1 Test Street", City = "London", PostalCode = "EC1A 1AA" } },
            new IdempotencyKey($"location:{reader.LocationId}"),
            cancellationToken);
        var registered = await stripe.Terminal.CreateReaderAsync(
            new CreateTerminalReader
            {
                RegistrationCode = "simulated-wpe",
                Label = reader.Label,
                Location = location.Id,
                Metadata = new Dictionary<string, string?> { ["sandbox_presents"] = reader.Behaviour == ReaderBehaviour.Approves ? GoodCard : DeclinedCard },
            },
            new IdempotencyKey($"reader:{id}:{reader.Behaviour}"),
            cancellationToken);

        using var turn = await gate.EnterAsync(cancellationToken);
        await db.Set<CardReader>()
            .Where(candidate => candidate.Id == id && candidate.Behaviour == reader.Behaviour && candidate.ProviderId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.ProviderId, registered.Id), cancellationToken);
        return registered.Id;
    }
}
