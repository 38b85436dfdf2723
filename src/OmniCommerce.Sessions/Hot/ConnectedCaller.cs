using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Sessions.Hot;

/// <summary>
/// Hears of the session's changes and looks up what became of the caller. It also looks now and then by itself, because news may be lost; and a
/// device that is connected is present, though it asks nothing.
/// </summary>
internal sealed class ConnectedCaller : IConnectedCaller
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(30);

    private readonly LiveSessions _sessions;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _left = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Task _following;
    private volatile Caller _current;
    private long _version;

    public ConnectedCaller(Caller caller, LiveSessions sessions, IBroadcast broadcast, TimeProvider clock, ILogger logger)
    {
        _current = caller;
        _sessions = sessions;
        _clock = clock;
        _logger = logger;
        Left = _left.Token;
        if (caller is not { SessionId: { } session, DeviceId: { } device })
        {
            _following = Task.CompletedTask;
            return;
        }

        var heard = broadcast.Listen<SessionChanged>(SessionChanged.Topic(session), _closed.Token);
        _following = Task.WhenAll(HearAsync(heard), FollowAsync(session, device));
    }

    public Caller Current => _current;

    public CancellationToken Left { get; }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _following;
        _closed.Dispose();
        _left.Dispose();
        _news.Dispose();
    }

    private async Task HearAsync(IAsyncEnumerable<SessionChanged> heard)
    {
        try
        {
            await foreach (var change in heard)
            {
                Volatile.Write(ref _version, change.Version);
                _news.Release();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
        }
    }

    private async Task FollowAsync(SessionId session, DeviceId device)
    {
        try
        {
            while (await LookAsync(session, device))
                await _news.WaitAsync(LooksEvery, _closed.Token);
            await _left.CancelAsync();
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> LookAsync(SessionId id, DeviceId deviceId)
    {
        try
        {
            var session = await _sessions.FindAsync(id, Volatile.Read(ref _version), _closed.Token);
            if (session is null || session.HasEnded(_clock.GetUtcNow()) || session.Find(deviceId) is not { } device)
                return false;
            _sessions.Saw(session, device);
            _current = device.Caller;
            return true;
        }
        catch (Exception exception) when (!_closed.IsCancellationRequested)
        {
            _logger.LogWarning(exception, "Session {Session} could not be looked up for a connection; it is tried again in {Every}.", id, LooksEvery);
            return true;
        }
    }
}
