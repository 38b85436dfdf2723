using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Customers.Features;

/// <summary>Registers a customer, opens their loyalty account, and signs the caller's session in, if there is one.</summary>
internal sealed record RegisterCustomer(Caller Caller, string Email, string Password, string? Name, string? Phone, Guid? OperationId)
    : IRequest<Result<Registration>>
{
    internal sealed class Validator : AbstractValidator<RegisterCustomer>
    {
        public Validator()
        {
            RuleFor(command => command.Email).IsEmail();
            RuleFor(command => command.Password).IsPassword();
            RuleFor(command => command.Name).IsName();
            RuleFor(command => command.Phone).IsPhone();
        }
    }

    internal sealed class Handler(IMediator mediator, Passwords passwords, IDbContextFactory<CommerceDbContext> databases)
        : IRequestHandler<RegisterCustomer, Result<Registration>>
    {
        public async Task<Result<Registration>> Handle(RegisterCustomer command, CancellationToken cancellationToken)
        {
            var hash = await passwords.HashAsync(command.Password, cancellationToken);
            var stored = await mediator.Send(new StoreRegistration(command.Caller, command.Email, command.Name, command.Phone, command.OperationId, hash), cancellationToken);
            if (command.OperationId is not { } operation || !stored.Try(out var registration, out _))
                return stored;

            return await IsSamePasswordAsync(registration.CustomerId, hash, command.Password, cancellationToken)
                ? registration
                : new OperationReused(operation);
        }

        // The password is no part of the stored fingerprint, which would give it away; a repeat is held against the customer's own hash instead.
        private async Task<bool> IsSamePasswordAsync(CustomerId id, string hash, string password, CancellationToken cancellationToken)
        {
            string? stored;
            await using (var db = await databases.CreateDbContextAsync(cancellationToken))
                stored = await db.Set<RegisteredCustomer>().Where(customer => customer.Id == id).Select(customer => customer.PasswordHash).SingleOrDefaultAsync(cancellationToken);
            return stored == hash || await passwords.CheckAsync(stored, password, cancellationToken) is not PasswordCheck.Wrong;
        }
    }
}

/// <summary>A customer who has registered.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="SignedIn">The session that was signed in; null when there was none.</param>
/// <param name="CartMerge">What became of the guest cart; null when there was none.</param>
internal sealed record Registration(CustomerId CustomerId, SessionId? SignedIn, CartMergeReport? CartMerge);

/// <summary>Stores the registration, with a password that is hashed already.</summary>
internal sealed record StoreRegistration(
    Caller Caller, string Email, string? Name, string? Phone, Guid? OperationId, [property: JsonIgnore] string PasswordHash) : ICommand<Registration>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, EventOutbox outbox, TimeProvider clock) : IRequestHandler<StoreRegistration, Result<Registration>>
    {
        public async Task<Result<Registration>> Handle(StoreRegistration command, CancellationToken cancellationToken)
        {
            if (!EmailAddress.TryParse(command.Email, out var email))
                throw new InvalidOperationException("The e-mail address was to be validated before.");
            if (await db.Set<RegisteredCustomer>().AnyAsync(customer => customer.EmailKey == email.Key, cancellationToken))
                return new EmailTaken();

            var id = NewId.Of<CustomerId>(clock);
            db.Add(RegisteredCustomer.Of(id, null, email, command.Name, command.Phone, command.PasswordHash, clock.GetUtcNow()));
            outbox.Raise($"customer:{id}", new CustomerRegistered(id, command.Caller.Channel));

            var account = await mediator.Send(new OpenLoyaltyAccount(id), cancellationToken);
            if (account.IsRefused)
                return new(account.Refusals);

            // A session that has ended meanwhile is no reason not to register.
            if (command.Caller.SessionId is not { } session || (await mediator.Send(new SignSessionIn(session, id), cancellationToken)).IsRefused)
                return new Registration(id, null, null);

            var merged = await mediator.Send(new MergeCartsAtSignIn(session, id, CartMergeStrategy.Sum), cancellationToken);
            return merged.IsRefused ? new Result<Registration>(merged.Refusals) : new Registration(id, session, merged.Value);
        }
    }
}
