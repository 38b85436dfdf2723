using OmniCommerce.Platform.Jobs;

namespace OmniCommerce.Webhooks.Sending;

/// <summary>Wakes this node's sender when there are messages to be sent, or it has room for more.</summary>
internal sealed class DeliverySignal : Signal;
