using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Limits;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Customers.Features;

/// <summary>Signs the shopper of the caller's session in. An unknown address, a wrong password and too many tries are refused alike.</summary>
internal sealed record SignIn(Caller Caller, ClientAddress Client, string Email, string Password, CartMergeStrategy Strategy) : IRequest<Result<SignedIn>>
{
    internal sealed class Validator : AbstractValidator<SignIn>
    {
        public Validator()
        {
            RuleFor(command => command.Email).MaximumLength(EmailAddress.MaxLength).WithMessage($"An e-mail address has at most {EmailAddress.MaxLength} characters.");
            RuleFor(command => command.Password).MaximumLength(Passwords.MaxLength).WithMessage($"A password has at most {Passwords.MaxLength} characters.");
        }
    }

    internal sealed class Handler(IMediator mediator, Passwords passwords, SignInLimits limits, IDbContextFactory<CommerceDbContext> databases)
        : IRequestHandler<SignIn, Result<SignedIn>>
    {
        public async Task<Result<SignedIn>> Handle(SignIn command, CancellationToken cancellationToken)
        {
            if (command.Caller.SessionId is not { } session)
                return new InvalidInput("There is no session to sign in. Start one, and send its token in the header Authorization.", []);

            var key = EmailAddress.KeyOf(command.Email);
            if (!limits.TryBegin(key, command))
                return new InvalidCredentials();

            var (customer, hash) = await FindAsync(key, cancellationToken);
            var check = await passwords.CheckAsync(hash, command.Password, cancellationToken);
            if (customer is not { } id || hash is null || check is PasswordCheck.Wrong)
                return new InvalidCredentials();

            limits.GiveBack(key, command);
            var better = check is PasswordCheck.RightButOutdated ? await passwords.HashAsync(command.Password, cancellationToken) : hash;
            return await mediator.Send(new SignCustomerIn(session, id, command.Strategy, hash, better), cancellationToken);
        }

        private async Task<(CustomerId? Id, string? Hash)> FindAsync(string emailKey, CancellationToken cancellationToken)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var found = await db.Set<RegisteredCustomer>()
                .Where(customer => customer.EmailKey == emailKey)
                .Select(customer => new { customer.Id, customer.PasswordHash })
                .SingleOrDefaultAsync(cancellationToken);
            return (found?.Id, found?.PasswordHash);
        }
    }
}

/// <summary>A shopper who has signed in.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="SessionId">The session.</param>
/// <param name="CartMerge">What became of the guest cart; null when there was none.</param>
internal sealed record SignedIn(CustomerId CustomerId, SessionId SessionId, CartMergeReport? CartMerge);

/// <summary>How often passwords may be guessed: of one account, and by one client; where no address is known, by one device.</summary>
internal sealed class SignInLimits(TimeProvider clock)
{
    public const int WrongPerAccount = 5;
    public const int WrongPerClient = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly AttemptLimit _perAccount = new(WrongPerAccount, Window, clock);
    private readonly AttemptLimit _perClient = new(WrongPerClient, Window, clock);

    public bool TryBegin(string emailKey, SignIn command) => _perClient.TryBegin(ClientOf(command)) && _perAccount.TryBegin(emailKey);

    public void GiveBack(string emailKey, SignIn command)
    {
        _perClient.GiveBack(ClientOf(command));
        _perAccount.GiveBack(emailKey);
    }

    private static string ClientOf(SignIn command) =>
        command.Client == ClientAddress.Unknown ? $"device {command.Caller.DeviceId}" : command.Client.Value;
}

/// <summary>Signs a customer in whose password was right, and brings the carts together.</summary>
internal sealed record SignCustomerIn(SessionId SessionId, CustomerId CustomerId, CartMergeStrategy Strategy, string Hash, string BetterHash) : ICommand<SignedIn>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator) : IRequestHandler<SignCustomerIn, Result<SignedIn>>
    {
        public async Task<Result<SignedIn>> Handle(SignCustomerIn command, CancellationToken cancellationToken)
        {
            if (command.BetterHash != command.Hash)
            {
                // Unless the password was changed meanwhile.
                await db.Set<RegisteredCustomer>().Where(customer => customer.Id == command.CustomerId && customer.PasswordHash == command.Hash)
                    .ExecuteUpdateAsync(set => set.SetProperty(customer => customer.PasswordHash, command.BetterHash), cancellationToken);
            }

            var session = await mediator.Send(new SignSessionIn(command.SessionId, command.CustomerId), cancellationToken);
            if (session.IsRefused)
                return new InvalidInput("The session has ended. Start another one.", []);
            var merged = await mediator.Send(new MergeCartsAtSignIn(command.SessionId, command.CustomerId, command.Strategy), cancellationToken);
            return merged.IsRefused ? new Result<SignedIn>(merged.Refusals) : new SignedIn(command.CustomerId, command.SessionId, merged.Value);
        }
    }
}
