using System.Text.Json.Serialization;

namespace OmniCommerce.StripeSandbox.Objects;

/// <summary>What went wrong, as error answers and <c>last_payment_error</c> say it.</summary>
internal sealed record ErrorObject
{
    public required string Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclineCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AdviceCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Param { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Charge { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DocUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentMethod? PaymentMethod { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentIntent? PaymentIntent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SetupIntent? SetupIntent { get; init; }

    public static ErrorObject Of(string type, string? code, string message) => new()
    {
        Type = type,
        Code = code,
        Message = message,
        DocUrl = code is null ? null : $"https://stripe.com/docs/error-codes/{code.Replace('_', '-')}",
    };
}

/// <summary>The body of an error answer.</summary>
internal sealed record ErrorAnswer(ErrorObject Error);
