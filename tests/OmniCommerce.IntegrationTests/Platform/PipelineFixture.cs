using System.Collections.Concurrent;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.IntegrationTests.Platform;

/// <summary>The shop with a small capability of jars, to try the pipeline on.</summary>
public sealed class PipelineFixture : CommerceFixture
{
    private static readonly SqlServerMirror OwnMirror = new(new SqlServerWithoutServer(Add));

    private protected override SqlServerMirror Mirror => OwnMirror;

    protected override void AddServices(IServiceCollection services) => Add(services);

    private static void Add(IServiceCollection services)
    {
        services.ConfigureDbContext<CommerceDbContext>(options => options.AddInterceptors(OwnModel.Instance));
        services.AddSingleton(new Capability(typeof(PipelineFixture).Assembly));
        services.AddSingleton<Announcements>();
        services.AddTransient<IValidator<LabelJar>, LabelJar.Validator>();
        services.AddTransient<IRequestHandler<LabelJar, Result<JarLabelled>>, LabelJar.Handler>();
        services.AddTransient<IRequestHandler<TakeSweets, Result<int>>, TakeSweets.Handler>();
        services.AddTransient<IRequestHandler<GrabSweets, Result<Done>>, GrabSweets.Handler>();
        services.AddTransient<IRequestHandler<MoveSweets, Result<JarLabelled>>, MoveSweets.Handler>();
    }

    /// <summary>EF Core keeps one model for all contexts with the same of these; this model has more tables than the shop's.</summary>
    private sealed class OwnModel : ISingletonInterceptor
    {
        public static readonly OwnModel Instance = new();
    }
}

internal sealed class Announcements
{
    public ConcurrentQueue<string> All { get; } = new();
}

internal enum Shape
{
    Round = 1,
    Square = 2,
}

internal sealed class Jar : IVersioned
{
    public required Guid Id { get; init; }

    public required string Label { get; init; }

    public int Sweets { get; set; }

    public long Version { get; set; }

    public Shape Shape { get; init; } = Shape.Round;

    public Shape? Lid { get; init; }

    public DateTimeOffset? FilledAt { get; init; }

    public Currency Currency { get; init; } = Currency.Of("GBP");

    public Sku Sku { get; init; } = Sku.Of("JAR");

    public CartId? Cart { get; init; }

    public string? Story { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Jar>
    {
        public void Configure(EntityTypeBuilder<Jar> jar)
        {
            jar.ToTable("test_jars", table => table.HasCheckConstraint("sweets_not_negative", "\"Sweets\" >= 0"));
            jar.HasIndex(j => j.Label).IsUnique();
            jar.Property(j => j.Story).HasMaxLength(-1);
        }
    }
}

internal sealed record TooFewSweets(int Left, Money Worth) : Refusal
{
    public override string Message => $"Only {Left} are left.";
}

internal sealed record LabelTaken(string Label) : Refusal
{
    public override string Message => $"{Label} is taken.";
}

/// <summary>A new jar; a label is taken once.</summary>
internal sealed record LabelJar(string Label, int Sweets, Guid? OperationId = null, string Actor = "cook") : ICommand<JarLabelled>, IRepeatable
{
    internal sealed class Validator : AbstractValidator<LabelJar>
    {
        public Validator()
        {
            RuleFor(jar => jar.Label).NotEmpty().WithMessage("A jar has a label.");
            RuleFor(jar => jar.Sweets).InclusiveBetween(0, 100).WithMessage("0 to 100 sweets.");
        }
    }

    internal sealed class Handler(CommerceDbContext db, CommitActions commit, Announcements announcements, TimeProvider clock) : IRequestHandler<LabelJar, Result<JarLabelled>>
    {
        public async Task<Result<JarLabelled>> Handle(LabelJar request, CancellationToken cancellationToken)
        {
            commit.AfterCommit(() => announcements.All.Enqueue(request.Label));
            if (await db.Set<Jar>().AnyAsync(jar => jar.Label == request.Label, cancellationToken))
                return new LabelTaken(request.Label);
            var jar = new Jar { Id = Guid.CreateVersion7(clock.GetUtcNow()), Label = request.Label, Sweets = request.Sweets };
            db.Add(jar);
            return new JarLabelled(jar.Id, CartId.From(jar.Id), new Money(request.Sweets, Currency.Of("GBP")));
        }
    }
}

internal sealed record JarLabelled(Guid Id, CartId Cart, Money Worth);

/// <summary>Takes sweets by changing the loaded jar.</summary>
internal sealed record TakeSweets(string Label, int Count, Guid? OperationId = null, string Actor = "cook") : ICommand<int>, IRepeatable
{
    internal sealed class Handler(CommerceDbContext db) : IRequestHandler<TakeSweets, Result<int>>
    {
        public async Task<Result<int>> Handle(TakeSweets request, CancellationToken cancellationToken)
        {
            var jar = await db.Set<Jar>().SingleAsync(jar => jar.Label == request.Label, cancellationToken);
            if (jar.Sweets < request.Count)
                return new TooFewSweets(jar.Sweets, new Money(jar.Sweets, Currency.Of("GBP")));
            jar.Sweets -= request.Count;
            jar.Version++;
            return jar.Sweets;
        }
    }
}

/// <summary>Takes sweets by one conditional statement.</summary>
internal sealed record GrabSweets(string Label, int Count) : ICommand<Done>
{
    internal sealed class Handler(CommerceDbContext db) : IRequestHandler<GrabSweets, Result<Done>>
    {
        public async Task<Result<Done>> Handle(GrabSweets request, CancellationToken cancellationToken)
        {
            var taken = await db.Set<Jar>()
                .Where(jar => jar.Label == request.Label && jar.Sweets >= request.Count)
                .ExecuteUpdateAsync(set => set.SetProperty(jar => jar.Sweets, jar => jar.Sweets - request.Count), cancellationToken);
            return taken == 1 ? new Done() : new TooFewSweets(0, default);
        }
    }
}

/// <summary>From one jar into a new one: all or nothing, though each part is a command of its own.</summary>
internal sealed record MoveSweets(string From, string ToNew, int Count, bool Fail = false, Guid? OperationId = null, string Actor = "cook") : ICommand<JarLabelled>, IRepeatable
{
    internal sealed class Handler(IMediator mediator) : IRequestHandler<MoveSweets, Result<JarLabelled>>
    {
        public async Task<Result<JarLabelled>> Handle(MoveSweets request, CancellationToken cancellationToken)
        {
            // A nested command's own operation id means nothing: the outer command is what is repeated.
            var labelled = await mediator.Send(new LabelJar(request.ToNew, request.Count, Guid.Empty), cancellationToken);
            if (!labelled.Try(out var jar, out var refusals))
                return new Result<JarLabelled>(refusals);
            if (!(await mediator.Send(new GrabSweets(request.From, request.Count), cancellationToken)).Try(out _, out refusals))
                return new Result<JarLabelled>(refusals);
            return request.Fail ? throw new InvalidOperationException("A bug.") : jar;
        }
    }
}
