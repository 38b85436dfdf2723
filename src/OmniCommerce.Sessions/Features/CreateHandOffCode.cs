using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Features;

/// <summary>Makes a code that lets another device join the caller's session, once and soon.</summary>
internal sealed record CreateHandOffCode(Caller Caller, int ValidForSeconds) : ICommand<NewHandOffCode>
{
    public const int DefaultSeconds = 120;
    public const int MinSeconds = 30;
    public const int MaxSeconds = 600;

    /// <summary>The most codes of one session that are live or younger than a minute.</summary>
    public const int MaxCodes = 5;

    internal sealed class Validator : AbstractValidator<CreateHandOffCode>
    {
        public Validator() => RuleFor(command => command.ValidForSeconds)
            .InclusiveBetween(MinSeconds, MaxSeconds)
            .WithMessage($"A code is valid for {MinSeconds} to {MaxSeconds} seconds.");
    }

    internal sealed class Handler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<CreateHandOffCode, Result<NewHandOffCode>>
    {
        public async Task<Result<NewHandOffCode>> Handle(CreateHandOffCode command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.Id == command.Caller.SessionId, cancellationToken);
            if (session is null || session.HasEnded(now))
                return new Forbidden("Only a device that shares a session can hand it off. Start a session first.");

            var minuteAgo = now.AddMinutes(-1);
            await db.Set<HandOffCode>()
                .Where(code => code.SessionId == session.Id && code.CreatedAt <= minuteAgo && (code.ExpiresAt <= now || code.UsedAt != null))
                .ExecuteDeleteAsync(cancellationToken);
            if (await db.Set<HandOffCode>().CountAsync(code => code.SessionId == session.Id, cancellationToken) >= MaxCodes)
                return new Forbidden("Too many codes were asked for. Use the last one, or wait a minute.");

            var text = HandOffCode.NewText();
            var made = HandOffCode.Of(text, session.Id, now, TimeSpan.FromSeconds(command.ValidForSeconds));
            session.OfferHandOff();
            db.Add(made);
            return new NewHandOffCode(text, made.ExpiresAt);
        }
    }
}

/// <summary>A code that was made; it is told this once.</summary>
internal sealed record NewHandOffCode(string Text, DateTimeOffset ExpiresAt);
