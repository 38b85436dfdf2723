using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;

namespace OmniCommerce.Customers.Contracts;

/// <summary>A registered customer, as they see themselves.</summary>
[Node]
public sealed record Customer
{
    /// <summary>The customer's id.</summary>
    public required CustomerId Id { get; init; }

    /// <summary>The e-mail address they sign in with.</summary>
    public required string? Email { get; init; }

    /// <summary>The telephone number, with its country code.</summary>
    public required string? Phone { get; init; }

    /// <summary>The name.</summary>
    public required string? Name { get; init; }
}

/// <summary>Finds a customer; null when there is none.</summary>
/// <param name="Id">The customer.</param>
public sealed record FindCustomer(CustomerId Id) : IRequest<Customer?>;

/// <summary>
/// Makes a customer known without a session: for imports and demo data. One that has the reference or the e-mail address already is answered as
/// it is. With a password the customer can sign in. Refused with <see cref="InvalidInput"/> as registration is.
/// </summary>
/// <param name="Reference">The customer's number elsewhere, 1 to 64 characters; unique.</param>
/// <param name="Email">The e-mail address; null when nobody knows it.</param>
/// <param name="Name">The name.</param>
/// <param name="Password">The password; null when they cannot sign in yet.</param>
public sealed record SaveCustomer(string Reference, string? Email, string? Name, string? Password) : IRequest<Result<CustomerId>>;

/// <summary>A customer signs in with this e-mail address already.</summary>
public sealed record EmailTaken : Refusal
{
    /// <inheritdoc/>
    public override string Message => "A customer with this e-mail address exists already. Sign in, or use another address.";
}

/// <summary>The e-mail address or the password is wrong, or was wrong too often; which of them is not said.</summary>
public sealed record InvalidCredentials : Refusal
{
    /// <inheritdoc/>
    public override string Message => "The e-mail address or the password is wrong. After several wrong tries, wait a quarter of an hour.";
}
