using MediatR;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[ObjectType<Customer>]
internal static class CustomerCardFields
{
    /// <summary>The customer's saved cards, the newest first; they pay on every channel.</summary>
    public static Task<IReadOnlyList<SavedCard>> SavedCards([Parent] Customer customer, IMediator mediator, CancellationToken cancellationToken) =>
        mediator.Send(new SavedCardsOf(customer.Id), cancellationToken);
}

/// <summary>Saves a card for the signed-in customer, without a payment.</summary>
/// <param name="PaymentMethod">The Stripe payment method that the shopper's device made of the card.</param>
/// <param name="ReturnUrl">Where the shopper comes back to when the card's bank asks for a confirmation.</param>
/// <param name="OperationId">A repeat with the same id answers the same card.</param>
internal sealed record SaveCardInput(string PaymentMethod, string? ReturnUrl, Guid OperationId);

/// <summary>Forgets a saved card.</summary>
/// <param name="PaymentMethod">Which.</param>
internal sealed record RemoveSavedCardInput(string PaymentMethod);

[MutationType]
internal static class SavedCardMutations
{
    /// <summary>Saves a card for the signed-in customer. Asked for a confirmation, the customer has it saved by confirming.</summary>
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentDeclined>]
    [Error<PaymentRequiresAction>]
    public static async Task<Result<SavedCard>> SaveCard(SaveCardInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken) =>
        caller.CustomerId is { } customer
            ? await mediator.Send(new SaveCard(customer, input.PaymentMethod, input.ReturnUrl, input.OperationId), cancellationToken)
            : new Forbidden("Cards are saved for customers. Sign in first.");

    /// <summary>Forgets a saved card of the signed-in customer: it pays nothing any more.</summary>
    [Error<Forbidden>]
    [Error<NotFound>]
    public static async Task<Result<Customer>> RemoveSavedCard(RemoveSavedCardInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        if (caller.CustomerId is not { } id)
            return new Forbidden("Cards are saved for customers. Sign in first.");
        var removed = await mediator.Send(new RemoveSavedCard(id, input.PaymentMethod), cancellationToken);
        if (removed.IsRefused)
            return new(removed.Refusals);
        return (await mediator.Send(new FindCustomer(id), cancellationToken))!;
    }
}
