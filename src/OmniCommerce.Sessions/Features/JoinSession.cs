using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Limits;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

/// <summary>Brings a device into the session that made the code. A wrong, a used and an expired code are refused alike.</summary>
internal sealed record JoinSession(string Code, DeviceClaim Device, ClientAddress Client) : IRequest<Result<JoinedSession>>
{
    internal sealed class Validator : AbstractValidator<JoinSession>
    {
        public Validator(SessionsOptions options) => RuleFor(command => command.Device).SetValidator(new DeviceClaimRules(options));
    }

    internal sealed class Handler(IMediator mediator, JoinLimits limits) : IRequestHandler<JoinSession, Result<JoinedSession>>
    {
        public async Task<Result<JoinedSession>> Handle(JoinSession command, CancellationToken cancellationToken)
        {
            if (!limits.TryBegin(command.Client))
                return new CodeExpired();
            var joined = await mediator.Send(new UseHandOffCode(HandOffCode.Hash(command.Code), command.Device), cancellationToken);
            if (!joined.Refusals.OfType<CodeExpired>().Any())
                limits.GiveBack(command.Client);
            return joined;
        }
    }
}

/// <summary>A session that a device has joined.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">The device's token.</param>
internal sealed record JoinedSession(ShopperSession Session, string Token);

/// <summary>
/// How often codes may be guessed. With a thousand codes live at a time, one in a billion guesses is right; these limits leave a guesser centuries.
/// </summary>
internal sealed class JoinLimits(TimeProvider clock)
{
    public const int WrongPerClient = 10;
    public const int WrongInAll = 600;

    private const string InAll = "";

    private readonly AttemptLimit _perClient = new(WrongPerClient, TimeSpan.FromMinutes(1), clock);
    private readonly AttemptLimit _inAll = new(WrongInAll, TimeSpan.FromMinutes(1), clock);

    public bool TryBegin(ClientAddress client) => _perClient.TryBegin(client.Value) && _inAll.TryBegin(InAll);

    public void GiveBack(ClientAddress client)
    {
        _perClient.GiveBack(client.Value);
        _inAll.GiveBack(InAll);
    }
}

/// <summary>Spends a code on a device.</summary>
internal sealed record UseHandOffCode(SecretHash Code, DeviceClaim Device) : ICommand<JoinedSession>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator, SessionNews news, TimeProvider clock)
        : IRequestHandler<UseHandOffCode, Result<JoinedSession>>
    {
        public async Task<Result<JoinedSession>> Handle(UseHandOffCode command, CancellationToken cancellationToken)
        {
            if (command.Device.LocationId is { } location && !await mediator.Send(new LocationExists(location), cancellationToken))
                return new InvalidInput($"There is no location '{location}'.", ["device", "locationId"]);

            var now = clock.GetUtcNow();
            var used = await db.Set<HandOffCode>()
                .Where(code => code.Code == command.Code && code.UsedAt == null && code.ExpiresAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(code => code.UsedAt, now), cancellationToken);
            if (used == 0)
                return new CodeExpired();

            var sessionId = await db.Set<HandOffCode>().Where(code => code.Code == command.Code).Select(code => code.SessionId).SingleAsync(cancellationToken);
            var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.Id == sessionId, cancellationToken);
            if (session is null || session.HasEnded(now))
                return new CodeExpired();

            var token = DeviceToken.Random();
            var joined = session.Join(Domain.Device.Of(NewId.Of<DeviceId>(clock), command.Device, token.Hash, now));
            if (joined.IsRefused)
                return new(joined.Refusals);

            news.Tell(session);
            return new JoinedSession(HotSession.Of(session, now).ToShopperSession(), token.Text);
        }
    }
}
