using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Contracts;

/// <summary>Sells or grants a gift card. Refused with <see cref="InvalidInput"/> when the code is taken by a card of another amount.</summary>
/// <param name="Code">What the shopper enters; compared without regard to case, spaces and dashes.</param>
/// <param name="Amount">What it is worth.</param>
public sealed record IssueGiftCard(string Code, Money Amount) : ICommand<GiftCardId>;

/// <summary>A gift card.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Balance">What is left and not held.</param>
public sealed record GiftCardBalance(string Code, Money Balance);

/// <summary>Finds a gift card by its code; null when there is none.</summary>
/// <param name="Code">As entered.</param>
public sealed record FindGiftCard(string Code) : IRequest<GiftCardBalance?>;

/// <summary>
/// Takes money of a gift card for a hold: together with what the hold has of this card already it makes exactly this amount. Refused with
/// <see cref="InvalidInput"/> when the card is unknown or has less.
/// </summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Code">The card's code.</param>
/// <param name="Amount">How much the hold has of the card afterwards.</param>
public sealed record HoldGiftCard(HoldId HoldId, string Code, Money Amount) : ICommand<Done>;

/// <summary>Gives a hold's gift-card money back; nothing when it has none.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record ReleaseGiftCards(HoldId HoldId) : ICommand<Done>;

/// <summary>A hold's gift-card money is spent, as far as the order's tenders say; what more is held is given back.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="OrderId">The order.</param>
public sealed record SpendHeldGiftCards(HoldId HoldId, OrderId OrderId) : ICommand<Done>;

/// <summary>
/// Money goes onto a gift card; once per reference. When there is none with the code, or none any more, one is issued with it. Refused with
/// <see cref="InvalidInput"/> when the card is in another currency.
/// </summary>
/// <param name="Code">The card's code.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reference">The return or cancellation.</param>
public sealed record RefundToGiftCard(string Code, Money Amount, string Reference) : ICommand<Done>;
