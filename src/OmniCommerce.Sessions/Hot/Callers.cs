using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Events;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions.Hot;

internal sealed class Callers(LiveSessions sessions, IBroadcast broadcast, SessionsOptions options, TimeProvider clock, ILogger<Callers> logger) : ICallers
{
    public Caller Anonymous { get; } = Caller.Anonymous(options.Currency, options.DefaultLocale);

    // Nearly every request finds its session in memory, and pays for no state machine then.
    public ValueTask<Caller> FromBearerAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (!DeviceToken.TryHash(authorization, out var token))
            return new(Anonymous);
        var found = sessions.FindAsync(token, cancellationToken);
        return found.IsCompletedSuccessfully ? new(CallerOf(found.Result, token)) : WaitAsync(found, token);
    }

    public IConnectedCaller Follow(Caller caller) => new ConnectedCaller(caller, sessions, broadcast, clock, logger);

    private async ValueTask<Caller> WaitAsync(ValueTask<HotSession?> found, SecretHash token) => CallerOf(await found, token);

    private Caller CallerOf(HotSession? session, SecretHash token)
    {
        if (session is null || session.HasEnded(clock.GetUtcNow()) || session.DeviceOf(token) is not { } device)
            return Anonymous;
        sessions.Saw(session, device);
        return device.Caller;
    }
}
