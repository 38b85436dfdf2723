using MediatR;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Features;

internal sealed class SavedCardsHandler(StripeClient stripe, StripeCustomers customers, ILogger<SavedCardsHandler> log)
    : IRequestHandler<SavedCardsOf, IReadOnlyList<SavedCard>>, IRequestHandler<SaveCard, Result<SavedCard>>, IRequestHandler<RemoveSavedCard, Result<Done>>
{
    private const string CardType = "card";
    private const int MaxCards = 100;

    public async Task<IReadOnlyList<SavedCard>> Handle(SavedCardsOf request, CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(request.CustomerId, cancellationToken) is not { } customer)
            return [];
        var cards = new List<SavedCard>();
        try
        {
            await foreach (var method in stripe.PaymentMethods.ListAsync(customer, new ListPaymentMethods { Type = CardType, Limit = MaxCards }, cancellationToken))
            {
                if (ToSavedCard(method) is { } card)
                    cards.Add(card);
            }
        }
        catch (StripeException failure)
        {
            log.LogWarning(failure, "The saved cards of customer {Customer} cannot be read.", request.CustomerId);
        }

        return cards;
    }

    public async Task<Result<SavedCard>> Handle(SaveCard request, CancellationToken cancellationToken)
    {
        try
        {
            var create = new CreateSetupIntent
            {
                Confirm = true,
                Customer = await customers.EnsureAsync(request.CustomerId, cancellationToken),
                PaymentMethod = request.PaymentMethod,
                PaymentMethodTypes = [CardType],
                ReturnUrl = request.ReturnUrl,
                Usage = SetupFutureUsage.OffSession,
            };
            var key = new IdempotencyKey($"customer:{request.CustomerId}:card:{request.OperationId}");
            var setup = await stripe.SetupIntents.CreateAsync(create, key, cancellationToken);
            setup = await stripe.SetupIntents.RetrieveAsync(setup.Id, ["payment_method"], cancellationToken);
            if (setup.Status == SetupIntentStatus.RequiresAction)
                return new PaymentRequiresAction(setup.ClientSecret ?? "", setup.NextAction?.RedirectToUrl?.Url);
            if (setup.Status == SetupIntentStatus.Succeeded && setup.PaymentMethod?.Value is { } method && ToSavedCard(method) is { } card)
                return card;
            return new PaymentDeclined(setup.LastSetupError?.ToReason() ?? PaymentDeclined.ProcessingError);
        }
        catch (StripeException failure) when (failure.SaysNothing())
        {
            log.LogWarning(failure, "Stripe did not say whether a card of customer {Customer} is saved.", request.CustomerId);
            return new PaymentDeclined(PaymentDeclined.ProcessingError);
        }
        catch (StripeException refused)
        {
            var reason = refused.ToAnswer().Reason!;
            return reason == GatewayAnswer.MissingMethod
                ? InvalidInput.At("paymentMethod", $"There is no payment method '{request.PaymentMethod}'.")
                : new PaymentDeclined(reason);
        }
    }

    public async Task<Result<Done>> Handle(RemoveSavedCard request, CancellationToken cancellationToken)
    {
        var saved = await Handle(new SavedCardsOf(request.CustomerId), cancellationToken);
        if (saved.All(card => card.PaymentMethod != request.PaymentMethod))
            return new NotFound(request.PaymentMethod, "saved card");
        await stripe.PaymentMethods.DetachAsync(request.PaymentMethod, cancellationToken);
        return default(Done);
    }

    private static SavedCard? ToSavedCard(PaymentMethod method) =>
        method.Card is { } card ? new SavedCard(method.Id, card.Brand, card.Last4, card.ExpMonth, card.ExpYear) : null;
}
