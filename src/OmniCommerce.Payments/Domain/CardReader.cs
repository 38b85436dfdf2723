using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Payments.Domain;

/// <summary>A simulated card reader.</summary>
internal sealed class CardReader
{
    public required ReaderId Id { get; init; }

    public required LocationId LocationId { get; init; }

    public required string Label { get; init; }

    public required ReaderBehaviour Behaviour { get; set; }

    /// <summary>What the payment provider calls it; null until it is first used.</summary>
    public string? ProviderId { get; set; }

    public Reader ToContract() => new(Id, LocationId, Label);
}
