using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Payments.Contracts;

/// <summary>A card reader at a till.</summary>
/// <param name="Id">The reader's id, as a terminal tender names it.</param>
/// <param name="LocationId">Where it stands.</param>
/// <param name="Label">What is written on it: "Till 2".</param>
public sealed record Reader(ReaderId Id, [property: GraphQLIgnore] LocationId LocationId, string Label);

/// <summary>What a card reader does with every card.</summary>
public enum ReaderBehaviour
{
    /// <summary>It is a simulated one and approves.</summary>
    Approves = 1,

    /// <summary>It is a simulated one and declines, with card_declined.</summary>
    Declines = 2,

    /// <summary>It is a real one: the card's bank decides.</summary>
    ReadsCards = 3,
}

/// <summary>Adds a card reader, or brings the location's reader with this label to this state.</summary>
/// <param name="LocationId">Where it stands.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Behaviour">What it does with every card.</param>
/// <param name="ProviderId">What Stripe calls a real one (tmr_…); a simulated one is registered there by itself when it is first used.</param>
public sealed record SaveReader(LocationId LocationId, string Label, ReaderBehaviour Behaviour, string? ProviderId = null) : ICommand<ReaderId>;

/// <summary>The card readers of these locations, by label.</summary>
/// <param name="LocationIds">The locations.</param>
public sealed record ReadersAt(IReadOnlyCollection<LocationId> LocationIds) : IRequest<ILookup<LocationId, Reader>>;
