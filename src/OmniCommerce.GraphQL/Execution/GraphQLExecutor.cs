using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Executes requests against one schema. One instance serves all requests of the process.</summary>
public sealed partial class GraphQLExecutor
{
    private readonly ExecutableSchema _schema;
    private readonly DocumentCompiler _compiler;
    private readonly PersistedDocuments _documents;
    private readonly ILogger _logger;
    private readonly long _slowMilliseconds;
    private readonly PlanCache _plans;

    internal GraphQLExecutor(ExecutableSchema schema, GraphQLLimits limits, ILogger<GraphQLExecutor> logger, TrustedDocuments? trusted = null, TransientFailures? transient = null)
    {
        _schema = schema;
        Limits = limits;
        _plans = new PlanCache(limits.MaxPlanBytes);
        _compiler = new DocumentCompiler(schema, limits);
        _documents = new PersistedDocuments(trusted, limits.MaxPersistedBytes);
        trusted?.Check(_compiler);
        _logger = logger;
        Failures = new Failures(logger, transient ?? TransientFailures.None);
        _slowMilliseconds = limits.SlowOperation < TimeSpan.Zero ? long.MaxValue : (long)limits.SlowOperation.TotalMilliseconds;
    }

    /// <summary>What the schema bears of its clients.</summary>
    public GraphQLLimits Limits { get; }

    internal Failures Failures { get; }

    /// <summary>The schema.</summary>
    public Schema Schema => _schema.Schema;

    /// <summary>Executes a query or mutation. Never throws for what a client or a resolver does wrong; throws when cancelled.</summary>
    /// <param name="request">The request; its memory must stay valid until the call is done.</param>
    /// <param name="requestServices">The services of the request, for resolvers.</param>
    /// <param name="state">What the transport knows, see <see cref="IRequestContext.State"/>.</param>
    /// <param name="allow">The kinds of operation that may be executed; subscriptions are <see cref="SubscribeAsync"/>'s.</param>
    /// <param name="cancellationToken">Ends when the client goes or the time-out strikes.</param>
    public ValueTask<ExecutionResult> ExecuteAsync(
        GraphQLRequest request,
        IServiceProvider requestServices,
        IReadOnlyDictionary<string, object?> state,
        OperationKinds allow = OperationKinds.Query | OperationKinds.Mutation,
        CancellationToken cancellationToken = default) => GraphQLDiagnostics.IsObserved
        ? ObservedAsync(request, requestServices, state, allow, cancellationToken)
        : RunAsync(request, requestServices, state, allow, cancellationToken);

    /// <summary>
    /// Executes any operation as a stream: a subscription answers one response per event, a query or mutation one in all. Nothing of a query
    /// or mutation runs before the stream is read. Each event has a service scope of its own.
    /// </summary>
    /// <param name="request">The request; its memory must stay valid until the call is done.</param>
    /// <param name="requestServices">The services, which live as long as the stream.</param>
    /// <param name="state">What the transport knows.</param>
    /// <param name="cancellationToken">Ends when the client goes.</param>
    public ValueTask<SubscriptionResult> SubscribeAsync(
        GraphQLRequest request,
        IServiceProvider requestServices,
        IReadOnlyDictionary<string, object?> state,
        CancellationToken cancellationToken = default)
    {
        const OperationKinds any = OperationKinds.Query | OperationKinds.Mutation | OperationKinds.Subscription;
        if (Prepare(request, any, out var plan, out var variables) is { } refusal) return new(Refused(refusal.Of(plan)));

        var context = new RequestContext(plan!, variables, requestServices, state, cancellationToken) { ReportsCost = request.ReportsCost };
        if ((plan!.IsChecked || request.ReportsCost) && Check(context) is { } refused) return new(Refused(refused.Of(plan)));
        if (plan.Kind is not OperationKinds.Subscription) return new(new SubscriptionResult(plan.Kind, OnceAsync(context)));
        return plan.Policies.Length == 0 ? new(new SubscriptionResult(plan.Kind, EventsAsync(context, cancellationToken))) : AuthorizedStreamAsync(context, cancellationToken);
    }

    private ValueTask<ExecutionResult> RunAsync(
        GraphQLRequest request, IServiceProvider services, IReadOnlyDictionary<string, object?> state, OperationKinds allow, CancellationToken cancellationToken)
    {
        if (Prepare(request, allow & ~OperationKinds.Subscription, out var plan, out var variables) is { } refusal) return new(refusal.Of(plan));
        var context = new RequestContext(plan!, variables, services, state, cancellationToken) { ReportsCost = request.ReportsCost };
        if (!plan!.IsChecked && !request.ReportsCost) return ExecuteAsync(context);
        if (Check(context) is { } refused) return new(refused.Of(plan));
        return PermittedAsync(context);
    }

    // The functions below stand in methods of their own, for where nobody listens they must not be made.
    private ValueTask<ExecutionResult> ObservedAsync(
        GraphQLRequest request, IServiceProvider services, IReadOnlyDictionary<string, object?> state, OperationKinds allow, CancellationToken cancellationToken) =>
        GraphQLDiagnostics.ObserveAsync(() => RunAsync(request, services, state, allow, cancellationToken));

    private ValueTask<ExecutionResult> ObservedAsync(RequestContext context) => GraphQLDiagnostics.ObserveAsync(() => PermittedAsync(context));

    private ValueTask<ExecutionResult> ObservedAsync(RequestContext stream, FieldPlan field, Column column) =>
        GraphQLDiagnostics.ObserveAsync(() => EventAsync(stream, field, column));

    private static SubscriptionResult Refused(ExecutionResult refusal)
    {
        if (GraphQLDiagnostics.IsObserved) GraphQLDiagnostics.Observe().End(refusal);
        return new SubscriptionResult(refusal);
    }

    private ValueTask<ExecutionResult> PermittedAsync(RequestContext context) =>
        context.Plan.Policies.Length == 0 ? ExecuteAsync(context) : AuthorizedAsync(context);

    private async ValueTask<ExecutionResult> AuthorizedAsync(RequestContext context)
    {
        await AuthorizeAsync(context);
        return await ExecuteAsync(context);
    }

    private async ValueTask<SubscriptionResult> AuthorizedStreamAsync(RequestContext context, CancellationToken cancellationToken)
    {
        await AuthorizeAsync(context);
        var field = context.Plan.Root.Only!.Fields[0].Field;
        if ((field.Resolver as GuardedResolver)?.Refusal(context) is { } refusal)
            return Refused(ExecutionResult.RequestError(context.Plan.Kind, [Failures.Describe(refusal, field)]));
        return new SubscriptionResult(context.Plan.Kind, EventsAsync(context, cancellationToken));
    }

    private async ValueTask AuthorizeAsync(RequestContext context)
    {
        var policies = context.Plan.Policies;
        var permissions = new Permission[policies.Length];
        for (var i = 0; i < policies.Length; i++) permissions[i] = await _schema.Authorize!(context, policies[i]);
        context.Permissions = permissions;
    }

    private ExecutionResult? Prepare(GraphQLRequest request, OperationKinds allow, out Plan? plan, out object?[] variables)
    {
        variables = [];
        plan = null;
        if (_documents.Concern(request) && _documents.Find(request) is { } unknown) return ExecutionResult.RequestError([unknown]);
        plan = _plans.Find(request.Query.Span, request.OperationName);
        GraphQLDiagnostics.LookedUp(plan is not null);
        if (plan is null)
        {
            var errors = _compiler.Compile(request.Query.Span, request.OperationName, out plan);
            if (errors is not null) return ExecutionResult.RequestError(plan?.Kind ?? OperationKinds.None, errors);
            _plans.Add(request.Query.Span, request.OperationName, plan!);
        }

        if (request.DocumentHash is not null) _documents.Keep(request);
        if ((plan!.Kind & allow) == 0) return Refuse(plan.Kind);

        variables = VariablePlan.ReadAll(plan, request.Variables.Span, out var wrong);
        return wrong is null ? null : ExecutionResult.RequestError(plan.Kind, wrong);
    }

    /// <summary>What has to be asked anew for each request, though its document is known.</summary>
    private ExecutionResult? Check(RequestContext context)
    {
        var plan = context.Plan;
        if (plan.UsesIntrospection && _schema.AllowIntrospection?.Invoke(context) == false)
            return ExecutionResult.RequestError(plan.Kind, [new ExecutionError("The schema is not shown here: introspection is disabled.", ErrorCodes.Introspection)]);
        if (plan.Cost is null or { Constant: not null } && !context.ReportsCost) return null;

        try
        {
            var cost = (plan.Cost ??= _compiler.CostOf(plan)).Of(context);
            context.Cost = cost;
            return cost.Exceeds(Limits) ? ExecutionResult.RequestError(plan.Kind, [_compiler.TooDear(cost)]) : null;
        }
        catch (InputException exception)
        {
            return ExecutionResult.RequestError(plan.Kind, [new ExecutionError(exception.Message, exception.Code)]);
        }
    }

    private static ExecutionResult Refuse(OperationKinds kind) => ExecutionResult.RequestError(
        kind,
        [new ExecutionError($"A {kind.ToString().ToLowerInvariant()} cannot be executed here.", ErrorCodes.Operation)],
        isRefusedKind: true);

    private ValueTask<ExecutionResult> ExecuteAsync(RequestContext context) => context.Plan switch
    {
        { Kind: OperationKinds.Mutation } => MutateAsync(context),
        { Root.NeedsResolving: true } => QueryAsync(context),
        _ => new(Write(context)),
    };

    private async ValueTask<ExecutionResult> QueryAsync(RequestContext context)
    {
        try
        {
            await new Resolution(context).RunAsync(Roots.Object);
        }
        catch (OperationCanceledException)
        {
            NoteSlow(context);
            throw;
        }

        return Write(context);
    }

    /// <summary>Resolves and writes the fields one after another: each sees what those before it have done, and shows it as it was then.</summary>
    private async ValueTask<ExecutionResult> MutateAsync(RequestContext context)
    {
        var buffer = new ResponseBuffer();
        var writer = new ResponseWriter(context, buffer, Failures);
        try
        {
            writer.BeginData();
            var complete = true;
            var isFirst = true;
            buffer.Byte((byte)'{');
            foreach (var place in context.Plan.Root.Only!.Fields)
            {
                if (!context.Includes(place)) continue;
                await new Resolution(context).RunAsync(place.Field, Roots.Object);
                complete = writer.RootField(place.Field, Roots.Object, isFirst);
                if (!complete) break;
                isFirst = false;
            }

            if (complete) buffer.Byte((byte)'}');
            writer.EndData(complete);
            return Done(context, writer, buffer);
        }
        catch
        {
            // A cancelled request fails in many ways; its caller knows one.
            buffer.Return();
            context.Cancellation.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            NoteSlow(context);
        }
    }

    private ExecutionResult Write(RequestContext context)
    {
        var buffer = new ResponseBuffer();
        try
        {
            var writer = new ResponseWriter(context, buffer, Failures);
            writer.Response(Roots.Object);
            return Done(context, writer, buffer);
        }
        catch
        {
            // A cancelled request fails in many ways; its caller knows one.
            buffer.Return();
            context.Cancellation.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            NoteSlow(context);
        }
    }

    private static ExecutionResult Done(RequestContext context, ResponseWriter writer, ResponseBuffer buffer) => new(buffer, context.Plan.Kind)
    {
        Plan = context.Plan,
        Cost = context.Cost ?? context.Plan.Cost?.Constant,
        ErrorCount = writer.ErrorCount,
        ErrorCode = writer.ErrorCode,
    };

    private void NoteSlow(RequestContext context)
    {
        var taken = Environment.TickCount64 - context.Started;
        if (taken < _slowMilliseconds || !_logger.IsEnabled(LogLevel.Warning)) return;
        var cost = (context.Cost ?? context.Plan.Cost?.Constant ?? default).Capped;
        LogSlow(context.Plan.Kind, context.Plan.Name ?? "without a name", context.Plan.DocumentHash, taken, cost.Fields, cost.Types);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Kind} took long. {Name} ({Hash}): {Milliseconds} ms, field cost {FieldCost}, type cost {TypeCost}.")]
    private partial void LogSlow(OperationKinds kind, string name, string hash, long milliseconds, double fieldCost, double typeCost);

    private async IAsyncEnumerable<ExecutionResult> OnceAsync(RequestContext context)
    {
        yield return GraphQLDiagnostics.IsObserved ? await ObservedAsync(context) : await PermittedAsync(context);
    }

    private async IAsyncEnumerable<ExecutionResult> EventsAsync(RequestContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var field = context.Plan.Root.Only!.Fields[0].Field;
        await using var source = Source(context, field, cancellationToken);
        while (true)
        {
            ExecutionError? failure = null;
            try
            {
                if (!await source.MoveNextAsync()) yield break;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = Failures.Describe(exception, field);
            }

            if (failure is not null)
            {
                yield return ExecutionResult.RequestError(context.Plan.Kind, [failure]);
                yield break;
            }

            yield return GraphQLDiagnostics.IsObserved ? await ObservedAsync(context, field, source.Current) : await EventAsync(context, field, source.Current);
        }
    }

    private static async IAsyncEnumerator<Column> Source(RequestContext context, FieldPlan field, CancellationToken cancellationToken)
    {
        // The resolver is called when the first event is waited for, so that whatever it throws takes one way.
        await foreach (var column in ((SubscriptionResolver)((field.Resolver as GuardedResolver)?.Inner ?? field.Resolver)).Subscribe(context, field).WithCancellation(cancellationToken))
            yield return column;
    }

    private async ValueTask<ExecutionResult> EventAsync(RequestContext stream, FieldPlan field, Column column)
    {
        await using var scope = stream.Services.GetService<IServiceScopeFactory>()?.CreateAsyncScope();
        var context = new RequestContext(stream.Plan, stream.Variables, scope?.ServiceProvider ?? stream.Services, stream.State, stream.Cancellation) { Permissions = stream.Permissions };
        await new Resolution(context).RunBelowAsync(field, column);
        return Write(context);
    }
}
