using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>
/// An answer that is an error. Thrown, it undoes what the operation did; returned from an operation, it is the outcome of what was done:
/// a declined payment stays on the books.
/// </summary>
internal sealed class StripeError(int status, ErrorObject error) : Exception(error.Message)
{
    public int Status { get; } = status;

    public ErrorObject Error { get; } = error;

    public static StripeError Invalid(string? param, string message, string? code = null, int status = 400) =>
        new(status, ErrorObject.Of("invalid_request_error", code, message) with { Param = param });

    public static StripeError Missing(string kind, string id, string param) =>
        Invalid(param, $"No such {kind.Replace("terminal.", "", StringComparison.Ordinal)}: '{id}'", "resource_missing", param == "id" ? 404 : 400);

    /// <summary>What the object's state does not allow.</summary>
    public static StripeError UnexpectedState(PaymentIntent intent, string message, string code = "payment_intent_unexpected_state") =>
        new(400, ErrorObject.Of("invalid_request_error", code, message) with { PaymentIntent = intent });

    public static StripeError UnexpectedState(SetupIntent intent, string message) =>
        new(400, ErrorObject.Of("invalid_request_error", "setup_intent_unexpected_state", message) with { SetupIntent = intent });

    /// <summary>What the card, or its bank, does not allow.</summary>
    public static StripeError Card(ErrorObject error) => new(402, error);
}
