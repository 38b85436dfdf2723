using Microsoft.Extensions.Logging;
using OmniCommerce.Platform.Memory;
using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>Under which key an answer is kept, and for what.</summary>
internal sealed record Keeping(string Key, string Fingerprint, string RequestId);

/// <summary>
/// Runs an operation and commits what it did together with its answer. When somebody else changed the same object meanwhile it runs again, as
/// if it had come later.
/// </summary>
internal sealed class Runner(SandboxStore store, ILogger<Runner> logger)
{
    private const int MostTries = 12;
    private const int KeepHours = 24;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);

    private const int RememberedKeys = 50_000;

    private readonly RecentMap<string, string> _seenKeys = new(RememberedKeys);

    public SandboxClock Clock => store.Clock;

    /// <summary>Runs an operation that nobody asked for: something comes due.</summary>
    public Task<ApiAnswer> RunAsync(Func<Call, Task<Outcome>> operation, CancellationToken cancellationToken) => RunAsync(
        work => operation(new Call
        {
            Work = work,
            Parameters = new Parameters([]),
            PathIds = [],
            Path = "",
            BaseUrl = "",
            ClientSecret = null,
            IsPublishable = false,
        }),
        [],
        default,
        null,
        cancellationToken);

    public async Task<ApiAnswer> RunAsync(
        Func<Work, Task<Outcome>> operation, IReadOnlyList<string> expand, EventOrigin origin, Keeping? keeping, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await using var work = await store.BeginAsync(origin, cancellationToken);
            if (keeping is not null && (tries > 1 || WasSeen(keeping.Key)) && await RepeatAsync(work, keeping) is { } kept)
                return kept;
            try
            {
                var answer = await AnswerAsync(work, operation, expand, cancellationToken);
                if (keeping is not null)
                    work.Keep(KeptOf(keeping, answer));
                await work.CommitAsync();
                return answer;
            }
            catch (Exception exception) when (store.IsConflict(exception) || store.IsUniqueViolation(exception))
            {
                if (tries == MostTries)
                    return Write(StripeError.Invalid(null, "This object cannot be accessed right now because another request is currently accessing it.", "lock_timeout", 429));
                await Task.Delay(FirstPause * tries * (0.5 + Random.Shared.NextDouble()), cancellationToken);
            }
        }
    }

    public static ApiAnswer Write(StripeError error) =>
        new(error.Status, System.Text.Json.JsonSerializer.Serialize(new ErrorAnswer(error.Error), typeof(ErrorAnswer), StripeJson.Wire));

    private async Task<ApiAnswer> AnswerAsync(Work work, Func<Work, Task<Outcome>> operation, IReadOnlyList<string> expand, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await operation(work);
            if (outcome.Error is { } error)
                return Write(error);
            var json = outcome.Json ?? work.JsonOf(outcome.Object!);
            return new ApiAnswer(200, expand.Count == 0 ? json : await Expansion.ExpandAsync(json, expand, work));
        }
        catch (StripeError error)
        {
            work.Clear();
            return Write(error);
        }
        catch (Exception exception) when (!store.IsConflict(exception) && !cancellationToken.IsCancellationRequested)
        {
            logger.LogError(exception, "The sandbox failed; it answers 500.");
            work.Clear();
            return Write(new StripeError(500, ErrorObject.Of("api_error", null, "An unknown error occurred. The sandbox has logged it.")));
        }
    }

    // A key that this process has not seen is new, as a rule; where it is not, the commit fails and the answer is read then.
    private bool WasSeen(string key)
    {
        if (_seenKeys.Find(key) is not null)
            return true;
        _seenKeys.Change(key, _ => key);
        return false;
    }

    // The first answer, whatever it was; or the refusal of a key that was used for something else.
    private async Task<ApiAnswer?> RepeatAsync(Work work, Keeping keeping)
    {
        if (await work.KeptAsync(keeping.Key) is not { } kept)
            return null;
        if (kept.CreatedAt < work.Now - (KeepHours * 3600))
        {
            await store.ForgetAnswersAsync(work.Now - (KeepHours * 3600), work.Cancellation);
            return null;
        }

        if (kept.Fingerprint != keeping.Fingerprint)
        {
            return Write(new StripeError(400, ErrorObject.Of(
                "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than this one if you meant to execute a different request.")));
        }

        return new ApiAnswer(kept.Status, kept.Body).With("idempotent-replayed", "true").With("original-request", kept.RequestId);
    }

    private KeptAnswer KeptOf(Keeping keeping, ApiAnswer answer) => new()
    {
        Key = keeping.Key,
        Fingerprint = keeping.Fingerprint,
        RequestId = keeping.RequestId,
        Status = answer.Status,
        Body = answer.Body,
        CreatedAt = Clock.UnixSeconds,
    };
}
