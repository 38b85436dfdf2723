using MediatR;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Contracts;

/// <summary>
/// Takes a request to the webhook in: it is verified and stored, once for each event, and worked off later. Refused with
/// <see cref="InvalidInput"/> when it is not Stripe's, or no event of the version of the contract that the shop speaks.
/// </summary>
/// <param name="Body">The request's bytes as they came.</param>
/// <param name="Signature">Its header <c>Stripe-Signature</c>.</param>
public sealed record ReceiveStripeEvent(ReadOnlyMemory<byte> Body, string? Signature) : ICommand<Done>
{
    /// <summary>The longest request that is read at all.</summary>
    public const int MaxBytes = OmniCommerce.Stripe.StripeWebhook.MaxBytes;

    /// <summary>The header with the signatures.</summary>
    public const string SignatureHeader = OmniCommerce.Stripe.StripeWebhook.SignatureHeader;
}

/// <summary>
/// The payment provider has said by itself how an order's payment ended: all of it is promised, or some of it is declined. Told at least once,
/// in no order, perhaps before whoever asked has the answer.
/// </summary>
/// <param name="OrderId">The order.</param>
public sealed record PaymentEnded(OrderId OrderId) : INotification;

/// <summary>
/// Compares the books with the payment provider's, for payments and refunds that were begun in this time. What the provider only knew better is
/// put right; answers one line for each thing that somebody has to look at.
/// </summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when, exclusively.</param>
public sealed record ReconcilePayments(DateTimeOffset From, DateTimeOffset To) : IRequest<IReadOnlyList<string>>;
