using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OmniCommerce.Stripe.Http;

/// <summary>How requests and answers are written: snake case, what is null left out, instants as seconds since 1970.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UnixSecondsConverter)])]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(NoParameters))]
[JsonSerializable(typeof(ExpandOnly))]
[JsonSerializable(typeof(PaymentIntent))]
[JsonSerializable(typeof(StripeList<PaymentIntent>))]
[JsonSerializable(typeof(CreatePaymentIntent))]
[JsonSerializable(typeof(ConfirmPaymentIntent))]
[JsonSerializable(typeof(CapturePaymentIntent))]
[JsonSerializable(typeof(CancelPaymentIntent))]
[JsonSerializable(typeof(IncrementAuthorization))]
[JsonSerializable(typeof(ListPaymentIntents))]
[JsonSerializable(typeof(SearchParameters))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(StripeList<Refund>))]
[JsonSerializable(typeof(CreateRefund))]
[JsonSerializable(typeof(ListRefunds))]
[JsonSerializable(typeof(Dispute))]
[JsonSerializable(typeof(StripeList<Dispute>))]
[JsonSerializable(typeof(ListDisputes))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(CreateCustomer))]
[JsonSerializable(typeof(UpdateCustomer))]
[JsonSerializable(typeof(Deleted))]
[JsonSerializable(typeof(SetupIntent))]
[JsonSerializable(typeof(CreateSetupIntent))]
[JsonSerializable(typeof(ConfirmSetupIntent))]
[JsonSerializable(typeof(PaymentMethod))]
[JsonSerializable(typeof(StripeList<PaymentMethod>))]
[JsonSerializable(typeof(AttachPaymentMethod))]
[JsonSerializable(typeof(ListPaymentMethods))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(TerminalLocation))]
[JsonSerializable(typeof(StripeList<TerminalLocation>))]
[JsonSerializable(typeof(CreateTerminalLocation))]
[JsonSerializable(typeof(ListTerminalLocations))]
[JsonSerializable(typeof(TerminalReader))]
[JsonSerializable(typeof(StripeList<TerminalReader>))]
[JsonSerializable(typeof(CreateTerminalReader))]
[JsonSerializable(typeof(ListTerminalReaders))]
[JsonSerializable(typeof(ProcessPaymentIntent))]
[JsonSerializable(typeof(ProcessSetupIntent))]
[JsonSerializable(typeof(SetReaderDisplay))]
[JsonSerializable(typeof(PresentPaymentMethod))]
[JsonSerializable(typeof(StripeEvent))]
[JsonSerializable(typeof(StripeList<StripeEvent>))]
[JsonSerializable(typeof(ListEvents))]
internal sealed partial class StripeJson : JsonSerializerContext
{
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!;
}

/// <summary>A request without parameters.</summary>
internal sealed record NoParameters;

/// <summary>A request that says only what of the answer it wants whole.</summary>
internal sealed record ExpandOnly(IReadOnlyList<string>? Expand);

internal sealed record SearchParameters(string Query, int? Limit, string? Page, IReadOnlyList<string>? Expand);

internal sealed record ErrorBody(StripeError? Error);

internal sealed class UnixSecondsConverter : JsonConverter<DateTimeOffset>
{
    // The last second of the year 9999: no instant is later.
    private const long Last = 253_402_300_799;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetInt64() is var seconds and >= 0 and <= Last ? DateTimeOffset.FromUnixTimeSeconds(seconds) : throw new JsonException("This is no instant.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNumberValue(value.ToUnixTimeSeconds());
}
