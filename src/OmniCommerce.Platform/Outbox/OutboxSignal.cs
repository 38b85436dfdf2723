using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Platform.Outbox;

/// <summary>Wakes this node's dispatcher when one of its commands has committed events. What is missed is found by looking every second.</summary>
public sealed class OutboxSignal : Signal;
