using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Customers.GraphQL;

[QueryType]
internal static class CustomerQueries
{
    /// <summary>The signed-in customer; null for a guest.</summary>
    public static ValueTask<Customer?> Me(Caller caller, CustomerById customers, CancellationToken cancellationToken) =>
        caller.CustomerId is { } id ? customers.LoadAsync(id, cancellationToken) : default;
}

[ObjectType<Customer>]
internal static class CustomerType
{
    /// <summary>What the customer intends to buy, on every device and channel.</summary>
    public static async ValueTask<PricedCart> Cart([Parent] Customer customer, Caller caller, ICarts carts, IMediator mediator, CancellationToken cancellationToken)
    {
        if (await carts.CurrentAsync(null, customer.Id, cancellationToken) is { } current)
            return current;

        // Who registered without a session has none until somebody looks.
        var opened = await mediator.Send(new OpenCart(caller.SessionId, customer.Id, caller.Currency), cancellationToken);
        return await carts.FindAsync(opened.Value, cancellationToken) ?? throw new InvalidOperationException($"Cart {opened.Value} was opened and is gone.");
    }

    /// <summary>The customer's points; null when they have no account.</summary>
    public static async Task<LoyaltyAccount?> Loyalty([Parent] Customer customer, IMediator mediator, CancellationToken cancellationToken) =>
        await mediator.Send(new FindLoyaltyAccount(customer.Id), cancellationToken);

    /// <summary>A customer is seen by themselves, on every device of their sessions, tills included.</summary>
    [NodeResolver]
    public static ValueTask<Customer?> FindAsync(CustomerId id, Caller caller, CustomerById customers, CancellationToken cancellationToken) =>
        id == caller.CustomerId ? customers.LoadAsync(id, cancellationToken) : default;
}

[ObjectType<ShopperSession>]
internal static class SessionCustomer
{
    /// <summary>The signed-in customer; null for a guest.</summary>
    public static ValueTask<Customer?> Customer([Parent] ShopperSession session, CustomerById customers, CancellationToken cancellationToken) =>
        session.CustomerId is { } id ? customers.LoadAsync(id, cancellationToken) : default;
}

internal sealed class CustomerById(IMediator mediator) : DataLoader<CustomerId, Customer>
{
    protected override Task<IReadOnlyDictionary<CustomerId, Customer>> LoadBatchAsync(IReadOnlyList<CustomerId> keys, CancellationToken cancellationToken) =>
        mediator.Send(new FindCustomers(keys), cancellationToken);
}
