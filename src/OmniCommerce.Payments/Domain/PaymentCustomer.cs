using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Domain;

/// <summary>A customer who has saved a card, or begun to. The cards themselves are the provider's to keep.</summary>
internal sealed class PaymentCustomer
{
    public required CustomerId CustomerId { get; init; }

    /// <summary>What the payment provider calls the customer.</summary>
    public required string ProviderId { get; init; }
}
