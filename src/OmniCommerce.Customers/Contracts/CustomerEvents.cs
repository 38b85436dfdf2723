using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;

namespace OmniCommerce.Customers.Contracts;

/// <summary>Someone has registered. Who they are is to be asked by those who may.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Channel">Where.</param>
[EventType("customer.registered")]
public sealed record CustomerRegistered(CustomerId CustomerId, Channel Channel) : IEvent;
