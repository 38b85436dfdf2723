using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Customers.Features;

internal sealed class SaveCustomerRules : AbstractValidator<SaveCustomer>
{
    public SaveCustomerRules()
    {
        RuleFor(command => command.Reference)
            .Must(reference => reference.Trim() is { Length: > 0 and <= RegisteredCustomer.MaxReferenceLength })
            .WithMessage($"A reference has 1 to {RegisteredCustomer.MaxReferenceLength} characters.");
        When(command => command.Email is not null, () => RuleFor(command => command.Email).IsEmail());
        When(command => command.Password is not null, () => RuleFor(command => command.Password).IsPassword());
        RuleFor(command => command.Name).IsName();
    }
}

internal sealed class SaveCustomerHandler(IMediator mediator, Passwords passwords, IDbContextFactory<CommerceDbContext> databases)
    : IRequestHandler<SaveCustomer, Result<CustomerId>>
{
    public async Task<Result<CustomerId>> Handle(SaveCustomer command, CancellationToken cancellationToken)
    {
        var reference = command.Reference.Trim();
        EmailAddress? email = EmailAddress.TryParse(command.Email, out var address) ? address : null;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            // An import that is run again shall not hash every password again.
            if (await StoreCustomer.FindAsync(db, reference, email, cancellationToken) is { } known)
                return known;
        }

        var hash = command.Password is null ? null : await passwords.HashAsync(command.Password, cancellationToken);
        return await mediator.Send(new StoreCustomer(reference, email, command.Name, hash), cancellationToken);
    }
}

/// <summary>Stores a customer whose password is hashed already.</summary>
internal sealed record StoreCustomer(string Reference, EmailAddress? Email, string? Name, string? PasswordHash) : ICommand<CustomerId>
{
    public static async Task<CustomerId?> FindAsync(CommerceDbContext db, string reference, EmailAddress? email, CancellationToken cancellationToken)
    {
        var emailKey = email?.Key;
        var found = await db.Set<RegisteredCustomer>()
            .Where(customer => customer.Reference == reference || (emailKey != null && customer.EmailKey == emailKey))
            .Select(customer => new { customer.Id, customer.Reference })
            .ToListAsync(cancellationToken);
        return found.OrderByDescending(customer => customer.Reference == reference).FirstOrDefault()?.Id;
    }

    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<StoreCustomer, Result<CustomerId>>
    {
        public async Task<Result<CustomerId>> Handle(StoreCustomer command, CancellationToken cancellationToken)
        {
            if (await FindAsync(db, command.Reference, command.Email, cancellationToken) is { } known)
                return known;

            var id = NewId.Of<CustomerId>(clock);
            db.Add(RegisteredCustomer.Of(id, command.Reference, command.Email, command.Name, null, command.PasswordHash, clock.GetUtcNow()));
            return id;
        }
    }
}
