using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Faults;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Operations;
using OmniCommerce.StripeSandbox.Store;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>
/// The way of a request, whether it came over the network or in process: key, operation, faults, parameters by the contract, idempotency, the
/// operation itself. What is refused before the operation begins is not kept under an idempotency key.
/// </summary>
internal sealed partial class StripeApi(Runner runner, FaultList faults, Doors doors)
{
    private const int MaxKeyLength = 255;

    private readonly ConcurrentDictionary<string, bool> _inFlight = [];

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Path.StartsWith("/_sandbox/", StringComparison.Ordinal))
            return await doors.AnswerAsync(request, cancellationToken);
        var requestId = $"req_{Guid.CreateVersion7():N}";
        ApiAnswer answer;
        try
        {
            answer = await AnswerAsync(request, requestId, cancellationToken);
        }
        catch (StripeError error)
        {
            answer = Runner.Write(error);
        }

        answer.With("request-id", requestId).With("stripe-version", request.Version ?? StripeContract.Version);
        return request.IdempotencyKey is { } key ? answer.With("idempotency-key", key) : answer;
    }

    private async Task<ApiAnswer> AnswerAsync(ApiRequest request, string requestId, CancellationToken cancellationToken)
    {
        var form = FormOf(request);
        var isPublishable = ApiKey.IsPublishable(request.Authorization, form.Fields!.GetValueOrDefault("key")?.Text);
        if (request.Version is { } version && !VersionPattern().IsMatch(version))
            throw StripeError.Invalid(null, $"Invalid Stripe API version: {version}");
        if (StripeContract.Instance.Match(request.Method, request.Path) is not var (operation, ids) || !OperationTable.IsKnown(operation))
            throw StripeError.Invalid(null, $"Unrecognized request URL ({request.Method}: {request.Path}).", status: 404);
        if (isPublishable && !OperationTable.IsPublic(operation))
            throw StripeError.Invalid(null, "This API call cannot be made with a publishable API key. Please use a secret API key.", "secret_key_required", 403);

        var fault = faults.Take(operation, request.Method, request.Path);
        if (fault is { IsBeforeIdempotency: true })
            return await FailAsync(fault, cancellationToken);
        var clientSecret = form.Fields!.GetValueOrDefault("client_secret")?.Text;
        if (isPublishable)
            LeaveOut(form, "key", "client_secret");
        var parameters = new Parameters((JsonObject)StripeContract.Instance.ParametersOf(operation).Read(form, "")!);

        Task<Outcome> OperationAsync(Work work) => fault is { InsteadOfOperation: true } ? throw fault.ToError() : OperationTable.RunAsync(operation, new Call
        {
            Work = work,
            Parameters = parameters,
            PathIds = ids,
            Path = request.Path,
            BaseUrl = request.BaseUrl,
            ClientSecret = clientSecret,
            IsPublishable = isPublishable,
        });

        Task<ApiAnswer> RunAsync(Keeping? keeping) => runner.RunAsync(
            OperationAsync, parameters.Texts("expand") ?? [], new EventOrigin(requestId, request.IdempotencyKey), keeping, cancellationToken);

        if (request.Method != "POST" || request.IdempotencyKey is not { } key)
            return await AfterAsync(fault, await RunAsync(null), cancellationToken);
        if (key.Length is 0 or > MaxKeyLength)
            throw StripeError.Invalid(null, $"Idempotency keys have 1 to {MaxKeyLength} characters.");
        if (!_inFlight.TryAdd(key, true))
            throw KeyInUse(key);
        try
        {
            return await AfterAsync(fault, await RunAsync(new Keeping(Hash(key), Fingerprint(request, form), requestId)), cancellationToken);
        }
        finally
        {
            _inFlight.TryRemove(key, out _);
        }
    }

    // The answer of the operation, or what a fault makes of it after it was done.
    private static async Task<ApiAnswer> AfterAsync(Fault? fault, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (fault is null)
            return answer;
        if (fault.DelayMs > 0)
            await Task.Delay(fault.DelayMs, cancellationToken);
        return fault.After(answer);
    }

    private static async Task<ApiAnswer> FailAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (fault.DelayMs > 0)
            await Task.Delay(fault.DelayMs, cancellationToken);
        return fault.After(Runner.Write(fault.ToError()));
    }

    private static FormValue FormOf(ApiRequest request)
    {
        if (request.Method != "POST")
            return FormValue.Parse(request.Query);
        if (request.Body.Length > 0 && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == false)
            throw StripeError.Invalid(null, $"Requests are form-encoded (application/x-www-form-urlencoded), not {request.ContentType}.");
        return FormValue.Parse(request.Query.Length == 0 ? request.Body : $"{request.Body}&{request.Query}");
    }

    private static void LeaveOut(FormValue form, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            form.Fields!.Remove(name);
    }

    private static StripeError KeyInUse(string key) => new(409, ErrorObject.Of(
        "idempotency_error",
        "idempotency_key_in_use",
        $"There is currently another in-progress request using this Idempotency Key (that probably means you submitted twice, and the other request is still going through): {key}. Please try again later."));

    private static string Fingerprint(ApiRequest request, FormValue form) => Hash($"{request.Method} {request.Path}\n{string.Join('\n', form.Canonical)}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$""")]
    private static partial Regex VersionPattern();
}
