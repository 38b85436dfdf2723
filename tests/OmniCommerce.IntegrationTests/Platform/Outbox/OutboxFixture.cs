using System.Collections.Concurrent;
using System.Data.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.IntegrationTests.Platform.Outbox;

/// <summary>The shop with an event of its own, two handlers of it that can be made to fail, and a dispatcher that can be killed.</summary>
public sealed class OutboxFixture : CommerceFixture
{
    private static readonly SqlServerMirror OwnMirror = new(new SqlServerWithoutServer(Add));

    internal Trouble Trouble => Services.GetRequiredService<Trouble>();

    internal OutboxDispatcher Dispatcher => Services.GetRequiredService<OutboxDispatcher>();

    internal OutboxAdministration Administration => Services.GetRequiredService<OutboxAdministration>();

    private protected override SqlServerMirror Mirror => OwnMirror;

    /// <summary>A dispatcher as another node would have it.</summary>
    internal OutboxDispatcher AnotherDispatcher() => ActivatorUtilities.CreateInstance<OutboxDispatcher>(Services);

    internal Task<int> Dispatch() => Dispatcher.RunAsync(TestContext.Current.CancellationToken);

    /// <summary>A new stream with events of these numbers, each in a transaction of its own.</summary>
    internal async Task<string> Told(params int[] numbers)
    {
        var stream = $"told:{Guid.NewGuid():N}";
        foreach (var number in numbers)
            (await Send(new Tell(stream, number))).Value.ShouldBe(default);
        return stream;
    }

    /// <summary>The numbers that the first handler wrote down, in its order.</summary>
    internal Task<List<int>> Written(string stream) => Written(stream, nameof(WriteDown));

    internal Task<List<int>> Written(string stream, string by) => InDatabase(db => db.Set<Note>()
        .Where(note => note.Stream == stream && note.By == by).OrderBy(note => note.Place).Select(note => note.Number).ToListAsync());

    internal Task<List<OutboxEvent>> Events(string stream) => InDatabase(db => db.Set<OutboxEvent>().AsNoTracking()
        .Where(happened => happened.Stream == stream).OrderBy(happened => happened.Sequence).ThenBy(happened => happened.Position).ToListAsync());

    protected override void AddServices(IServiceCollection services) => Add(services);

    private static void Add(IServiceCollection services)
    {
        services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(OwnModel.Instance, Killer.Instance));
        services.AddSingleton(new Capability(typeof(OutboxFixture).Assembly));
        services.AddSingleton<Trouble>();
        services.AddTransient<IRequestHandler<Tell, Result<Done>>, Tell.Handler>();
        services.AddTransient<IRequestHandler<TellInOrder, Result<Done>>, TellInOrder.Handler>();
        EventHandlers.Add(services, typeof(WriteDown));
        EventHandlers.Add(services, typeof(WriteElsewhere));
        EventHandlers.Add(services, typeof(HearAll));
    }

    /// <summary>EF Core keeps one model for all contexts with the same of these; this model has more tables than the shop's.</summary>
    private sealed class OwnModel : ISingletonInterceptor
    {
        public static readonly OwnModel Instance = new();
    }
}

[EventType("test.told")]
internal sealed record Told(int Number) : IEvent;

/// <summary>What a handler did.</summary>
internal sealed class Note
{
    public required Guid Id { get; init; }

    public required string Stream { get; init; }

    public required string By { get; init; }

    public required int Number { get; init; }

    public required long Place { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Note>
    {
        public void Configure(EntityTypeBuilder<Note> note) => note.ToTable("test_notes");
    }
}

/// <summary>What goes wrong in handlers.</summary>
internal sealed class Trouble
{
    private long _place;

    /// <summary>How often an event of this stream still fails, by stream and handler.</summary>
    public ConcurrentDictionary<(string Stream, string Handler), int> Failures { get; } = new();

    /// <summary>Streams whose events are waited for before anything is done, and what is waited for.</summary>
    public ConcurrentDictionary<string, TaskCompletionSource> Sleeping { get; } = new();

    public ConcurrentQueue<string> Heard { get; } = new();

    public long NextPlace() => Interlocked.Increment(ref _place);

    public void Meet(string stream, string handler)
    {
        if (Failures.TryGetValue((stream, handler), out var left) && left > 0)
        {
            Failures[(stream, handler)] = left - 1;
            throw new InvalidOperationException($"{handler} cannot.");
        }
    }
}

/// <summary>Raises an event, and is then refused or fails if asked to.</summary>
internal sealed record Tell(string Stream, int Number, bool Refuse = false, bool Fail = false) : ICommand<Done>
{
    internal sealed class Handler(EventOutbox outbox) : IRequestHandler<Tell, Result<Done>>
    {
        public Task<Result<Done>> Handle(Tell request, CancellationToken cancellationToken)
        {
            outbox.Raise(request.Stream, new Told(request.Number));
            if (request.Fail)
                throw new InvalidOperationException("A bug.");
            return Task.FromResult<Result<Done>>(request.Refuse ? new LabelTaken("") : default(Done));
        }
    }
}

/// <summary>Takes a sweet out of a jar and tells how many are left, in the order of the jar's versions.</summary>
internal sealed record TellInOrder(string Label) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db, EventOutbox outbox) : IRequestHandler<TellInOrder, Result<Done>>
    {
        public async Task<Result<Done>> Handle(TellInOrder request, CancellationToken cancellationToken)
        {
            var jar = await db.Set<Jar>().SingleAsync(jar => jar.Label == request.Label, cancellationToken);
            jar.Sweets--;
            jar.Version++;
            outbox.Raise(request.Label, new Told(jar.Sweets), jar.Version);
            return default(Done);
        }
    }
}

internal sealed class WriteDown(CommerceDbContext db, Trouble trouble) : IEventHandler<Told>
{
    public Task HandleAsync(Told happened, RaisedEvent raised, CancellationToken cancellationToken)
    {
        db.Add(new Note { Id = Guid.CreateVersion7(), Stream = raised.Stream, By = nameof(WriteDown), Number = happened.Number, Place = trouble.NextPlace() });
        trouble.Meet(raised.Stream, nameof(WriteDown));
        return Task.CompletedTask;
    }
}

internal sealed class WriteElsewhere(CommerceDbContext db, Trouble trouble) : IEventHandler<Told>
{
    public Task HandleAsync(Told happened, RaisedEvent raised, CancellationToken cancellationToken)
    {
        db.Add(new Note { Id = Guid.CreateVersion7(), Stream = raised.Stream, By = nameof(WriteElsewhere), Number = happened.Number, Place = trouble.NextPlace() });
        trouble.Meet(raised.Stream, nameof(WriteElsewhere));
        return Task.CompletedTask;
    }
}

/// <summary>Writes down the events of streams that someone sleeps in; hears of all.</summary>
internal sealed class HearAll(CommerceDbContext db, Trouble trouble) : IAllEventsHandler
{
    public async ValueTask<bool> WantsAsync(RaisedEvent raised, CancellationToken cancellationToken)
    {
        trouble.Heard.Enqueue($"{raised.Type} {raised.Stream} {raised.Payload}");
        if (!trouble.Sleeping.TryGetValue(raised.Stream, out var awakening))
            return false;
        await awakening.Task;
        return true;
    }

    public Task HandleAsync(RaisedEvent raised, CancellationToken cancellationToken)
    {
        db.Add(new Note { Id = Guid.CreateVersion7(), Stream = raised.Stream, By = nameof(HearAll), Number = 0, Place = trouble.NextPlace() });
        return Task.CompletedTask;
    }
}

/// <summary>Kills a dispatcher, armed for the test's own flow only, when it is about to note what was done.</summary>
internal sealed class Killer : DbCommandInterceptor
{
    public static readonly Killer Instance = new();

    private static readonly AsyncLocal<bool> Armed = new();

    public static async Task<Exception> Kill(Func<Task> dispatch)
    {
        Armed.Value = true;
        return await Should.ThrowAsync<KilledException>(dispatch);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Armed.Value && command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal) && command.CommandText.Contains("outbox_events", StringComparison.Ordinal))
            throw new KilledException();
        return ValueTask.FromResult(result);
    }

    private sealed class KilledException : Exception;
}
