using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// What the engine tells of operations to whom listens: an activity for each, named as OpenTelemetry's conventions for GraphQL have it, and
/// metrics. Neither holds anything of what clients sent or got but names and hashes of documents. Where nobody listens nothing is measured.
/// </summary>
public static class GraphQLDiagnostics
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "OmniCommerce.GraphQL";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>(
        "graphql.server.operation.duration", "s", "How long operations took; an event of a subscription is one.");

    private static readonly Counter<long> s_errors = s_meter.CreateCounter<long>("graphql.server.operation.errors", "{error}", "Errors in responses.");

    private static readonly Counter<long> s_documents = s_meter.CreateCounter<long>(
        "graphql.server.document.lookups", "{lookup}", "Documents that were looked up in the cache of plans, found or not.");

    internal static bool IsObserved => s_source.HasListeners() || s_duration.Enabled || s_errors.Enabled;

    internal static void LookedUp(bool found)
    {
        if (s_documents.Enabled) s_documents.Add(1, new KeyValuePair<string, object?>("graphql.document.cached", found));
    }

    /// <summary>Runs an operation and tells of it.</summary>
    internal static async ValueTask<ExecutionResult> ObserveAsync(Func<ValueTask<ExecutionResult>> run)
    {
        var observation = Observe();
        try
        {
            var result = await run();
            observation.End(result);
            return result;
        }
        catch (Exception exception)
        {
            observation.Fail(exception);
            throw;
        }
    }

    /// <summary>Begins to observe an operation; one of the two methods ends it.</summary>
    internal static Observation Observe() => new(s_source.StartActivity("GraphQL Operation", ActivityKind.Server), Stopwatch.GetTimestamp());

    /// <summary>The observation of one operation.</summary>
    internal readonly struct Observation(Activity? activity, long started)
    {
        /// <summary>The operation came to a response.</summary>
        public void End(ExecutionResult result)
        {
            var type = result.Kind == OperationKinds.None ? null : result.Kind.ToString().ToLowerInvariant();
            if (activity is not null)
            {
                if (type is not null) activity.DisplayName = type;
                activity.SetTag("graphql.operation.type", type);
                activity.SetTag("graphql.operation.name", result.Plan?.Name);
                activity.SetTag("graphql.document.hash", result.Plan?.DocumentHash);
                activity.SetTag("graphql.operation.field_cost", result.Cost?.Capped.Fields);
                activity.SetTag("graphql.operation.type_cost", result.Cost?.Capped.Types);
                activity.SetTag("graphql.operation.error_count", result.ErrorCount);
            }

            Record(type, result.ErrorCount > 0 ? result.ErrorCode ?? "_OTHER" : null, result.ErrorCount);
        }

        /// <summary>The operation came to nothing: it was cancelled, or the engine failed.</summary>
        public void Fail(Exception exception) => Record(null, exception.GetType().FullName, 1);

        private void Record(string? type, string? error, int errors)
        {
            var tags = default(TagList);
            if (type is not null) tags.Add("graphql.operation.type", type);
            if (error is not null) tags.Add("error.type", error);
            s_duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
            if (errors > 0) s_errors.Add(errors, tags);
            if (activity is null) return;
            if (error is not null)
            {
                activity.SetTag("error.type", error);
                activity.SetStatus(ActivityStatusCode.Error);
            }

            activity.Dispose();
        }
    }
}
