using System.Globalization;
using Microsoft.Extensions.Logging;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Redis;
using OmniCommerce.Sessions.Domain;
using StackExchange.Redis;

namespace OmniCommerce.Sessions.Hot;

/// <summary>
/// Hot copies that all nodes share, in Redis, with the nearest of them in the node's own memory. A change that one node writes outdates the
/// near copies of the others. While Redis is away each node goes on with its own memory and the database.
/// </summary>
internal sealed class RedisSessionStore : ISessionStore
{
    // The database knows more by then.
    private static readonly TimeSpan ActivityKeptFor = TimeSpan.FromHours(1);

    // Only saves asking the database whose token it is.
    private static readonly TimeSpan TokenKeptFor = TimeSpan.FromDays(1);

    // KEYS: session. ARGV: version, copy, milliseconds to live, channel, news.
    private static readonly RedisScript PutUnlessOlder = new("""
        local stands = tonumber(redis.call('HGET', KEYS[1], 'version') or '-1')
        if stands > tonumber(ARGV[1]) then return 0 end
        redis.call('HSET', KEYS[1], 'version', ARGV[1], 'copy', ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        if stands < tonumber(ARGV[1]) then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
        return 1
        """);

    // KEYS: devices seen, views. ARGV: milliseconds to live, most views, then for each entry: the key's number, score, member.
    private static readonly RedisScript AddActivity = new("""
        for i = 3, #ARGV, 3 do redis.call('ZADD', KEYS[tonumber(ARGV[i])], 'GT', ARGV[i + 1], ARGV[i + 2]) end
        redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[2]))
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        redis.call('PEXPIRE', KEYS[2], ARGV[1])
        """);

    private readonly RedisConnection _redis;
    private readonly InProcessSessionStore _near;
    private readonly TimeProvider _clock;
    private readonly ILogger<RedisSessionStore> _logger;

    public RedisSessionStore(RedisConnection redis, InProcessSessionStore near, TimeProvider clock, ILogger<RedisSessionStore> logger)
    {
        _redis = redis;
        _near = near;
        _clock = clock;
        _logger = logger;
        _redis.Subscribe(RedisKeys.OutdatedSessions, message => HearOutdated(message));
    }

    public ValueTask<HotSession?> FindAsync(SecretHash token, CancellationToken cancellationToken) =>
        _near.Find(token) is { } near ? new(near) : _redis.IsAvailable ? AskAsync(token) : default;

    public ValueTask<HotSession?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        _near.Find(id) is { } near ? new(near) : _redis.IsAvailable ? AskAsync(id) : default;

    public void Put(HotSession session)
    {
        _near.Put(session);
        if (_redis.IsAvailable)
            Forget(PutAsync(session));
    }

    public void Note(SessionId id, Activity activity)
    {
        _near.Note(id, activity);
        if (_redis.IsAvailable)
            Forget(NoteAsync(id, activity));
    }

    public async ValueTask<Activity> ActivityAsync(SessionId id, CancellationToken cancellationToken)
    {
        var near = _near.ActivityOf(id);
        var answer = await _redis.AskAsync(redis => Task.WhenAll(
            redis.SortedSetRangeByRankWithScoresAsync(RedisKeys.SessionDevicesSeen(id.Value)),
            redis.SortedSetRangeByRankWithScoresAsync(RedisKeys.SessionViews(id.Value))));
        return answer.Value is [var seen, var views] ? near.Merge(ActivityOf(seen, views)) : near;
    }

    private static Activity ActivityOf(SortedSetEntry[] seen, SortedSetEntry[] views) => new()
    {
        Seen = Activity.None.Seen.SetItems(seen.Select(entry => KeyValuePair.Create(new DeviceId(Guid.Parse((string)entry.Element!)), InstantOf(entry.Score)))),
        Views = Activity.Newest(views.Select(entry => new View(new ProductId(Guid.Parse((string)entry.Element!)), InstantOf(entry.Score)))),
    };

    // Microseconds since 1970 fit a double exactly.
    private static long ScoreOf(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset InstantOf(double score) => DateTimeOffset.UnixEpoch.AddTicks((long)score * TimeSpan.TicksPerMicrosecond);

    // Both questions share one deadline.
    private async ValueTask<HotSession?> AskAsync(SecretHash token)
    {
        var owner = _near.OwnerOf(token);
        var answer = await _redis.AskAsync(async redis =>
        {
            var id = owner ?? (Guid.TryParse((string?)await redis.StringGetAsync(RedisKeys.SessionOfToken(token.ToHex())), out var found) ? new SessionId(found) : null);
            return id is { } session ? await redis.HashGetAsync(RedisKeys.Session(session.Value), "copy") : RedisValue.Null;
        });
        return Take(answer.Value);
    }

    private async ValueTask<HotSession?> AskAsync(SessionId id)
    {
        var answer = await _redis.AskAsync(redis => redis.HashGetAsync(RedisKeys.Session(id.Value), "copy"));
        return Take(answer.Value);
    }

    // Through the near copies, which know when a newer version is about, and what is no longer good.
    private HotSession? Take(RedisValue copy)
    {
        if (copy.IsNull || SessionCopy.Read(copy!) is not { } session)
            return null;
        _near.Put(session);
        return _near.Find(session.Id);
    }

    private async Task PutAsync(HotSession session)
    {
        var life = (long)(session.GoodUntil - _clock.GetUtcNow()).TotalMilliseconds;
        if (life <= 0)
            return;
        foreach (var device in session.Devices)
            await _redis.AskAsync(redis => redis.StringSetAsync(RedisKeys.SessionOfToken(device.Token.ToHex()), session.Id.ToString(), TokenKeptFor));
        await _redis.RunAsync(
            PutUnlessOlder,
            [RedisKeys.Session(session.Id.Value)],
            session.Version,
            SessionCopy.Write(session),
            life,
            RedisKeys.OutdatedSessions,
            string.Create(CultureInfo.InvariantCulture, $"{session.Id} {session.Version}"));
    }

    private async Task NoteAsync(SessionId id, Activity activity)
    {
        RedisValue[] arguments =
        [
            (long)ActivityKeptFor.TotalMilliseconds,
            Activity.MaxViews,
            .. activity.Seen.SelectMany(seen => new RedisValue[] { 1, ScoreOf(seen.Value), seen.Key.ToString() }),
            .. activity.Views.SelectMany(view => new RedisValue[] { 2, ScoreOf(view.At), view.Product.ToString() }),
        ];
        await _redis.RunAsync(AddActivity, [RedisKeys.SessionDevicesSeen(id.Value), RedisKeys.SessionViews(id.Value)], arguments);
    }

    private void HearOutdated(string? message)
    {
        if (message?.Split(' ') is [var id, var version] && Guid.TryParse(id, out var session) && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var stands))
            _near.Outdate(new SessionId(session), stands);
    }

    // Nobody waits for a copy to be written; what Redis does not take, it does not know.
    private void Forget(Task writing) => writing.ContinueWith(
        failed => _logger.LogError(failed.Exception, "A session's hot copy could not be written."),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);
}
