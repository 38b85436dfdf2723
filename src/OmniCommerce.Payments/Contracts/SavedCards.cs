using MediatR;
using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Contracts;

/// <summary>A card that a customer has saved, on whatever channel; it pays on all of them. Its number is known to nobody here.</summary>
/// <param name="PaymentMethod">With what it pays: the paymentMethod of a card tender.</param>
/// <param name="Brand">visa, mastercard, …</param>
/// <param name="Last4">The last four digits.</param>
/// <param name="ExpiryMonth">The month of its expiry, 1 to 12.</param>
/// <param name="ExpiryYear">The year of its expiry.</param>
public sealed record SavedCard(string PaymentMethod, string Brand, string Last4, int ExpiryMonth, int ExpiryYear);

/// <summary>A customer's saved cards, the newest first. None while the payment provider does not answer.</summary>
/// <param name="CustomerId">The customer.</param>
public sealed record SavedCardsOf(CustomerId CustomerId) : IRequest<IReadOnlyList<SavedCard>>;

/// <summary>
/// Saves a card without a payment. Refused with <see cref="PaymentDeclined"/>, with <see cref="PaymentRequiresAction"/> when the card's bank asks
/// the shopper to confirm (the card is saved as soon as that is done), and with <see cref="InvalidInput"/> when there is no such payment method.
/// </summary>
/// <param name="CustomerId">Whose it will be.</param>
/// <param name="PaymentMethod">The payment method that the shopper's device made of the card.</param>
/// <param name="ReturnUrl">Where the shopper comes back to from the card's bank.</param>
/// <param name="OperationId">A repeat with the same id is the same saving.</param>
public sealed record SaveCard(CustomerId CustomerId, string PaymentMethod, string? ReturnUrl, Guid OperationId) : IRequest<Result<SavedCard>>;

/// <summary>Forgets a saved card; it pays nothing any more. Refused with <see cref="NotFound"/> when the customer has no such card.</summary>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="PaymentMethod">Which.</param>
public sealed record RemoveSavedCard(CustomerId CustomerId, string PaymentMethod) : IRequest<Result<Done>>;
