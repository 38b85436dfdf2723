using MediatR;
using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Contracts;

/// <summary>Whether what a card's bank has promised can still be taken.</summary>
public enum PromiseState
{
    /// <summary>It can. Where the shopper agreed that their card is kept, it is renewed before it ends.</summary>
    Stands = 1,

    /// <summary>It can, until it ends; it was not renewed, because the card is not kept or its bank declined.</summary>
    Ends = 2,

    /// <summary>It cannot any more: nothing that it is for leaves. Call it off, and let the shopper order anew.</summary>
    Lapsed = 3,
}

/// <summary>What the bank of a shopper's card has promised and is not taken yet.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Until">Until when it can be taken; null when nobody said.</param>
/// <param name="State">Whether it can still be taken.</param>
public sealed record TenderPromise(Money Amount, DateTimeOffset? Until, PromiseState State);

/// <summary>A promise will end without having been renewed, or has ended. Told in the transaction that writes it down, once for each.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Promise">As it stands now.</param>
public sealed record PromiseMoved(OrderId OrderId, TenderPromise Promise) : INotification;

/// <summary>
/// The bank's promise for what would leave has ended, so that it could not be paid. Nothing has left. Call the rest of the order off, and let the shopper
/// order anew.
/// </summary>
/// <param name="Tender">By what it was to be paid.</param>
/// <param name="Amount">How much cannot be taken.</param>
public sealed record PaymentLapsed(TenderKind Tender, Money Amount) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"The bank's promise to pay {Amount} has ended, so nothing leaves for it. Call the rest of the order off, and let the shopper order anew.";
}
