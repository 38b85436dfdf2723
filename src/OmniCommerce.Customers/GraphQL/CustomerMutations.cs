using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Customers.GraphQL;

/// <summary>Registers a customer.</summary>
/// <param name="Email">The e-mail address they will sign in with.</param>
/// <param name="Password">8 to 128 characters.</param>
/// <param name="Name">The name.</param>
/// <param name="Phone">The telephone number, with its country code.</param>
/// <param name="OperationId">Makes it safe to repeat.</param>
internal sealed record RegisterCustomerInput(string Email, string Password, string? Name = null, string? Phone = null, Guid? OperationId = null);

/// <summary>Signs the session's shopper in.</summary>
/// <param name="Email">The e-mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="CartMerge">What becomes of lines that both the guest cart and the customer's cart have.</param>
internal sealed record SignInInput(string Email, string Password, CartMergeStrategy? CartMerge = CartMergeStrategy.Sum);

/// <summary>A customer who has registered.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Session">The session, signed in; null when the request carried none.</param>
/// <param name="CartMerge">What became of the guest cart; null when there was none.</param>
[Payload]
internal sealed record RegisterCustomerPayload(Customer Customer, ShopperSession? Session, CartMergeReport? CartMerge);

/// <summary>A shopper who has signed in.</summary>
/// <param name="Session">The session.</param>
/// <param name="Customer">The customer.</param>
/// <param name="CartMerge">What became of the guest cart; null when there was none.</param>
[Payload]
internal sealed record SignInPayload(ShopperSession? Session, Customer Customer, CartMergeReport? CartMerge);

[MutationType]
internal static class CustomerMutations
{
    /// <summary>Registers a customer and signs the session's shopper in, if there is a session; the guest cart becomes the customer's.</summary>
    [Error<EmailTaken>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<RegisterCustomerPayload>> RegisterCustomer(
        RegisterCustomerInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var command = new RegisterCustomer(caller, input.Email, input.Password, input.Name, input.Phone, input.OperationId);
        if (!(await mediator.Send(command, cancellationToken)).Try(out var registered, out var refusals))
            return new(refusals);

        var session = registered.SignedIn is { } id ? await mediator.Send(new FindSession(id), cancellationToken) : null;
        return new RegisterCustomerPayload(await LoadAsync(registered.CustomerId, mediator, cancellationToken), session, registered.CartMerge);
    }

    /// <summary>Signs the session's shopper in; the guest cart merges into the customer's cart.</summary>
    [Error<InvalidCredentials>]
    [Error<InvalidInput>]
    [OncePerRequest]
    public static async Task<Result<SignInPayload>> SignIn(
        SignInInput input, Caller caller, ClientAddress client, IMediator mediator, CancellationToken cancellationToken)
    {
        var command = new SignIn(caller, client, input.Email, input.Password, input.CartMerge ?? CartMergeStrategy.Sum);
        if (!(await mediator.Send(command, cancellationToken)).Try(out var signedIn, out var refusals))
            return new(refusals);

        var session = await mediator.Send(new FindSession(signedIn.SessionId), cancellationToken);
        return new SignInPayload(session, await LoadAsync(signedIn.CustomerId, mediator, cancellationToken), signedIn.CartMerge);
    }

    private static async Task<Customer> LoadAsync(CustomerId id, IMediator mediator, CancellationToken cancellationToken) =>
        await mediator.Send(new FindCustomer(id), cancellationToken) ?? throw new InvalidOperationException($"Customer {id} is gone.");
}
