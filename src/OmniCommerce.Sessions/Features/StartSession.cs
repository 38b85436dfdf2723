using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

/// <summary>
/// Starts a session with its first device. With an operation id a lost answer can be asked for again, token included, for a quarter of an hour:
/// the token is never stored, but made again from the id and a short-lived key.
/// </summary>
internal sealed record StartSession(DeviceClaim Device, string? Locale, Currency? Currency, Guid? OperationId) : IRequest<Result<StartedSession>>
{
    internal sealed class Validator : AbstractValidator<StartSession>
    {
        public Validator(SessionsOptions options)
        {
            RuleFor(command => command.Device).SetValidator(new DeviceClaimRules(options));
            RuleFor(command => command.Locale!)
                .Must(LanguageTag.IsValid)
                .When(command => command.Locale is not null)
                .WithMessage("A locale is a BCP 47 language tag such as en-GB.");
        }
    }

    internal sealed class Handler(IMediator mediator, StartKeys keys, LiveSessions sessions, TimeProvider clock)
        : IRequestHandler<StartSession, Result<StartedSession>>
    {
        public async Task<Result<StartedSession>> Handle(StartSession command, CancellationToken cancellationToken)
        {
            var now = Instant.Stored(clock.GetUtcNow());
            var token = await TokenAsync(command, now, cancellationToken);
            var opened = await mediator.Send(new OpenSession(command.Device, command.Locale, command.Currency, command.OperationId, token.Hash, now), cancellationToken);
            if (!opened.Try(out var session, out var refusals))
                return new(refusals);

            if (session.StartedAt != now)
            {
                if (now - session.StartedAt > StartKeys.RepeatableFor)
                    return InvalidInput.At("operationId", "This session was started more than 15 minutes ago; its token is not told again. Use a new id to start another.");
                token = await TokenAsync(command, session.StartedAt, cancellationToken);
            }

            // A repeat shows the session as it stands now, and only to a device that still shares it.
            var hot = await sessions.FindAsync(session.Id, 0, cancellationToken);
            return hot is not null && !hot.HasEnded(now) && hot.DeviceOf(token.Hash) is not null
                ? new StartedSession(hot.ToShopperSession(), token.Text)
                : new NotFound(session.Id.ToString(), "session");
        }

        private async ValueTask<DeviceToken> TokenAsync(StartSession command, DateTimeOffset startedAt, CancellationToken cancellationToken) =>
            command.OperationId is { } operation
                ? DeviceToken.Derive(await keys.KeyAtAsync(startedAt, cancellationToken), operation)
                : DeviceToken.Random();
    }
}

/// <summary>A session that has started.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">The first device's token.</param>
internal sealed record StartedSession(ShopperSession Session, string Token);

/// <summary>Stores a new session. Neither the token's hash nor the time is part of what a repeat must repeat.</summary>
internal sealed record OpenSession(
    DeviceClaim Device,
    string? Locale,
    Currency? Currency,
    Guid? OperationId,
    [property: JsonIgnore] SecretHash Token,
    [property: JsonIgnore] DateTimeOffset At) : ICommand<OpenedSession>, IRepeatable
{
    // Who starts a session has none yet.
    public string Actor => "anonymous";

    internal sealed class Handler(CommerceDbContext db, IMediator mediator, SessionNews news, SessionsOptions options, TimeProvider clock)
        : IRequestHandler<OpenSession, Result<OpenedSession>>
    {
        public async Task<Result<OpenedSession>> Handle(OpenSession command, CancellationToken cancellationToken)
        {
            if (command.Device.LocationId is { } location && !await mediator.Send(new LocationExists(location), cancellationToken))
                return new NotFound(location.ToString(), "location");

            var session = Session.Start(
                NewId.Of<SessionId>(clock),
                command.Locale ?? options.DefaultLocale,
                command.Currency ?? options.Currency,
                Domain.Device.Of(NewId.Of<DeviceId>(clock), command.Device, command.Token, command.At),
                command.At,
                options.Lifetime);
            db.Add(session);
            await mediator.Publish(new SessionStarted(HotSession.Of(session, command.At).ToShopperSession()), cancellationToken);
            news.Tell(session);
            return new OpenedSession(session.Id, session.StartedAt);
        }
    }
}

/// <summary>What is remembered of a start, for its repeat.</summary>
internal sealed record OpenedSession(SessionId Id, DateTimeOffset StartedAt);
