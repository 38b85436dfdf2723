using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace OmniCommerce.Platform.Redis;

/// <summary>What Redis answered, or that it did not.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="IsThere">Whether it answered; otherwise the caller goes to where the truth is: the database.</param>
/// <param name="Value">The answer.</param>
public readonly record struct RedisAnswer<T>(bool IsThere, T? Value);

/// <summary>
/// The program's one way to Redis, which may be away at any time: not started yet, killed, frozen, emptied. A call waits for at most
/// <see cref="Deadline"/>; after the first that got no answer, Redis counts as away and every further call returns at once, until it answers
/// the ping that is sent all the while. Redis never holds what exists nowhere else.
/// </summary>
public sealed class RedisConnection : IDisposable
{
    /// <summary>The longest a call waits.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PingEvery = TimeSpan.FromMilliseconds(250);

    private readonly ConfigurationOptions _options;
    private readonly ILogger<RedisConnection> _logger;
    private readonly CancellationTokenSource _closed = new();
    private readonly List<(string Channel, Action<RedisValue> Hear)> _subscriptions = [];
    private readonly Lock _subscribing = new();
    private volatile ConnectionMultiplexer? _multiplexer;
    private volatile bool _isAvailable;

    /// <summary>Begins to connect, and returns at once.</summary>
    /// <param name="configuration">A StackExchange.Redis configuration: <c>localhost:6379,password=…</c>.</param>
    /// <param name="logger">Told when Redis goes away and when it is back.</param>
    /// <exception cref="ArgumentException">The configuration cannot be read.</exception>
    public RedisConnection(string configuration, ILogger<RedisConnection> logger)
    {
        _options = ConfigurationOptions.Parse(configuration);
        _options.AbortOnConnectFail = false;
        _options.ConnectTimeout = 1000;
        // Seconds; a peer that vanished without a word is noticed after a few of them.
        _options.KeepAlive = 2;
        _logger = logger;
        _ = Task.Run(WatchAsync);
    }

    /// <summary>Whether Redis answered when it was last asked.</summary>
    public bool IsAvailable => _isAvailable;

    /// <summary>Asks Redis. Never throws because of Redis: what it refuses is logged, and is no answer.</summary>
    public async ValueTask<RedisAnswer<T>> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        if (!_isAvailable)
            return default;
        try
        {
            return new RedisAnswer<T>(true, await WithinDeadline(ask(_multiplexer!.GetDatabase())));
        }
        catch (RedisServerException refusal)
        {
            _logger.LogWarning(refusal, "Redis refused a command.");
            return default;
        }
        catch (Exception exception) when (IsAbsence(exception))
        {
            SetAvailable(false, exception);
            return default;
        }
    }

    /// <summary>Runs a script, by its hash where Redis knows it.</summary>
    public ValueTask<RedisAnswer<RedisResult>> RunAsync(RedisScript script, RedisKey[] keys, params RedisValue[] arguments) => AskAsync(async database =>
    {
        try
        {
            return await database.ScriptEvaluateAsync(script.Hash, keys, arguments);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(script.Text, keys, arguments, CommandFlags.NoScriptCache);
        }
    });

    /// <summary>Tells all who subscribe, if Redis is there, and does not wait for it.</summary>
    public void Publish(string channel, RedisValue message)
    {
        if (!_isAvailable)
            return;
        try
        {
            _multiplexer!.GetSubscriber().Publish(channel, message, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (IsAbsence(exception))
        {
            SetAvailable(false, exception);
        }
    }

    /// <summary>
    /// Hears what is published while Redis is there, in order, for as long as the program runs. What is published while the connection is
    /// away is lost. Whoever hears must be quick.
    /// </summary>
    public void Subscribe(string channel, Action<RedisValue> hear)
    {
        lock (_subscribing)
        {
            _subscriptions.Add((channel, hear));
            if (_multiplexer is { } multiplexer)
                Subscribe(multiplexer, channel, hear);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _multiplexer?.Close(allowCommandsToComplete: false);
    }

    private static async Task<T> WithinDeadline<T>(Task<T> answer)
    {
        try
        {
            return await answer.WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            // Nobody waits for it any more; its own failure is no news.
            _ = answer.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private static bool IsAbsence(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException;

    // The client subscribes again by itself whenever it connects again.
    private static void Subscribe(ConnectionMultiplexer multiplexer, string channel, Action<RedisValue> hear) =>
        multiplexer.GetSubscriber().Subscribe(channel, (_, message) => hear(message), CommandFlags.FireAndForget);

    private async Task WatchAsync()
    {
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                if (_multiplexer is null)
                    await ConnectAsync();
                await WithinDeadline(Task.WhenAll(_multiplexer!.GetDatabase().PingAsync(), _multiplexer.GetSubscriber().PingAsync()));
                SetAvailable(true, null);
            }
            catch (Exception exception)
            {
                SetAvailable(false, exception);
            }

            await Task.Delay(PingEvery, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(_options);
        lock (_subscribing)
        {
            foreach (var (channel, hear) in _subscriptions)
                Subscribe(multiplexer, channel, hear);
            _multiplexer = multiplexer;
        }
    }

    private void SetAvailable(bool isAvailable, Exception? reason)
    {
        if (_isAvailable == isAvailable)
            return;
        _isAvailable = isAvailable;
        if (isAvailable)
            _logger.LogInformation("Redis is there.");
        else
            _logger.LogWarning(reason, "Redis is away; the shop goes on without it.");
    }
}
