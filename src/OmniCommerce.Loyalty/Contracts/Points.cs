using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Loyalty.Contracts;

/// <summary>Opens a member's account, once; a second time answers the same account.</summary>
/// <param name="CustomerId">The member.</param>
public sealed record OpenLoyaltyAccount(CustomerId CustomerId) : ICommand<LoyaltyAccountId>;

/// <summary>Gives points outside an order: a welcome, a correction. Positive; once per reference. Refused with <see cref="NotFound"/> without an account.</summary>
/// <param name="CustomerId">The member.</param>
/// <param name="Points">How many.</param>
/// <param name="Reference">What they are for; the same reference again changes nothing.</param>
public sealed record GrantPoints(CustomerId CustomerId, int Points, string Reference) : ICommand<Done>;

/// <summary>What points are worth when they pay: their value in the currency.</summary>
/// <param name="Points">How many.</param>
/// <param name="Currency">The currency.</param>
public sealed record ValueOfPoints(int Points, Currency Currency) : IRequest<Money>;

/// <summary>
/// Takes points for a hold, by a conditional update of the balance: together with what the hold has already it makes exactly this many.
/// Refused with <see cref="InvalidInput"/> when there are not so many, or no account.
/// </summary>
/// <param name="HoldId">The hold.</param>
/// <param name="CustomerId">The member.</param>
/// <param name="Points">How many the hold has afterwards, positive.</param>
public sealed record HoldPoints(HoldId HoldId, CustomerId CustomerId, int Points) : ICommand<Done>;

/// <summary>Gives a hold's points back; nothing when it has none.</summary>
/// <param name="HoldId">The hold.</param>
public sealed record ReleasePoints(HoldId HoldId) : ICommand<Done>;

/// <summary>A hold's points are spent on the order.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="OrderId">The order.</param>
public sealed record SpendHeldPoints(HoldId HoldId, OrderId OrderId) : ICommand<Done>;

/// <summary>Points spent on an order come back: for a return or a cancellation. Refused with <see cref="InvalidInput"/> when that many were not spent; once per reference.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Points">How many.</param>
/// <param name="Reference">The return or cancellation.</param>
public sealed record GivePointsBack(OrderId OrderId, int Points, string Reference) : ICommand<Done>;

/// <summary>Earns points for an order, once; answers how many. None when the customer has no account. They wait as pending for as long as the shop says.</summary>
/// <param name="CustomerId">The member.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Paid">What was paid with money: points earn no points.</param>
public sealed record EarnPoints(CustomerId CustomerId, OrderId OrderId, Money Paid) : ICommand<int>;

/// <summary>
/// Takes back what an order earned, as far as its paid amount shrinks: what stays earned is what the remaining amount earns. Answers how many
/// were taken. The balance may go below zero when they are spent already. Once per reference.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="RemainingPaid">What of the order stays paid with money after the return.</param>
/// <param name="Reference">The return or cancellation.</param>
public sealed record ReverseEarnedPoints(OrderId OrderId, Money RemainingPaid, string Reference) : ICommand<int>;
