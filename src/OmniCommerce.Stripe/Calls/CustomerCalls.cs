using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>Customers.</summary>
public sealed class CustomerCalls
{
    private const string Root = "/v1/customers";
    private readonly Transport _transport;

    internal CustomerCalls(Transport transport) => _transport = transport;

    /// <summary>Adds a customer.</summary>
    public Task<Customer> CreateAsync(CreateCustomer request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CreateCustomer, Customer>(Root, request, key, cancellationToken);

    /// <summary>A customer; one that is gone says so.</summary>
    public Task<Customer> RetrieveAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<NoParameters, Customer>(Of(id), new NoParameters(), cancellationToken);

    /// <summary>Changes a customer.</summary>
    public Task<Customer> UpdateAsync(string id, UpdateCustomer request, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<UpdateCustomer, Customer>(Of(id), request, cancellationToken);

    /// <summary>Deletes a customer with all saved means of payment.</summary>
    public Task<Deleted> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.DeleteAsync<Deleted>(Of(id), cancellationToken);

    private static string Of(string id) => $"{Root}/{Paths.Segment(id)}";
}

/// <summary>A customer to add.</summary>
public sealed record CreateCustomer
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

/// <summary>What of a customer changes; an empty text clears, a null note is dropped.</summary>
public sealed record UpdateCustomer
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

/// <summary>Means of payment.</summary>
public sealed class PaymentMethodCalls
{
    private const string Root = "/v1/payment_methods";
    private readonly Transport _transport;

    internal PaymentMethodCalls(Transport transport) => _transport = transport;

    /// <summary>A means of payment.</summary>
    public Task<PaymentMethod> RetrieveAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<NoParameters, PaymentMethod>(Of(id), new NoParameters(), cancellationToken);

    /// <summary>Saves it for a customer.</summary>
    public Task<PaymentMethod> AttachAsync(string id, AttachPaymentMethod request, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<AttachPaymentMethod, PaymentMethod>($"{Of(id)}/attach", request, cancellationToken);

    /// <summary>Forgets it; it pays nothing any more.</summary>
    public Task<PaymentMethod> DetachAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<NoParameters, PaymentMethod>($"{Of(id)}/detach", new NoParameters(), cancellationToken);

    /// <summary>A customer's means of payment, the newest first.</summary>
    public IAsyncEnumerable<PaymentMethod> ListAsync(string customerId, ListPaymentMethods request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListPaymentMethods, PaymentMethod>($"/v1/customers/{Paths.Segment(customerId)}/payment_methods", request, cancellationToken);

    private static string Of(string id) => $"{Root}/{Paths.Segment(id)}";
}

/// <summary>A means of payment to save.</summary>
public sealed record AttachPaymentMethod
{
    /// <summary>For whom.</summary>
    public required string Customer { get; init; }
}

/// <summary>Which means of payment.</summary>
public sealed record ListPaymentMethods : ListRequest
{
    /// <summary>card, link, …</summary>
    public string? Type { get; init; }

    /// <summary>To whom they may be shown again.</summary>
    public AllowRedisplay? AllowRedisplay { get; init; }
}
