using System.Globalization;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>The scalars of the specification and the two that every program has besides, tied to their CLR types.</summary>
internal static class BuiltInScalars
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
    private static readonly string[] s_instantFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    private static readonly ScalarType s_uuid = new("UUID")
    {
        Description = "A universally unique identifier, written as in RFC 9562.",
        SpecifiedByUrl = "https://www.rfc-editor.org/rfc/rfc9562",
        Expected = "a UUID such as \"0199c0f0-6f4e-7d11-8a7e-3a2f6f1d2b4c\"",
        Accepts = (kind, text) => kind is InputKind.String && Guid.TryParseExact(text, "D", out _),
    };

    private static readonly ScalarType s_dateTime = new("DateTime")
    {
        Description = "An instant, RFC 3339, always with an offset.",
        SpecifiedByUrl = "https://www.rfc-editor.org/rfc/rfc3339",
        Expected = "an instant with an offset, such as \"2026-11-22T09:30:00Z\"",
        Accepts = (kind, text) => kind is InputKind.String && TryParseInstant(text, out _),
    };

    public static ScalarBinding<string> String { get; } = new(ScalarType.String, Text, WriteText);

    public static ScalarBinding<bool> Boolean { get; } = new(
        ScalarType.Boolean,
        (string text, out bool value) => bool.TryParse(text, out value),
        (buffer, value) =>
        {
            buffer.Boolean(value);
            return true;
        });

    /// <summary>The binding that a CLR type has by itself; later ones of a type replace earlier ones.</summary>
    public static IReadOnlyList<ScalarBinding> ByClrType { get; } =
    [
        String,
        Boolean,
        Int<int>(),
        Int<short>(),
        Int<byte>(),
        Float<double>(),
        Float<float>(),
        new ScalarBinding<Guid>(s_uuid, (string text, out Guid value) => Guid.TryParseExact(text, "D", out value), (buffer, value) =>
        {
            buffer.Quoted(value, 36, "D");
            return true;
        }),
        new ScalarBinding<DateTimeOffset>(s_dateTime, TryParseInstant, (buffer, value) =>
        {
            buffer.Quoted(value.UtcDateTime, 27, InstantFormat);
            return true;
        }),
    ];

    /// <summary>Text that stands for another scalar: <c>ID</c>, or whatever [GraphQLType] says of a string.</summary>
    public static ScalarBinding<string> TextOf(ScalarType scalar) => new(scalar, Text, WriteText);

    /// <summary>A whole number type as <c>Int</c>; values beyond 32 bits are refused when they are written.</summary>
    public static ScalarBinding<T> Int<T>()
        where T : struct, System.Numerics.IBinaryInteger<T> => new(
        ScalarType.Int,
        (string text, out T value) => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
        (buffer, value) =>
        {
            // Saturated, a value that does not fit shows as one beyond the range.
            var number = long.CreateSaturating(value);
            if (number is < int.MinValue or > int.MaxValue) return false;
            buffer.Number(number);
            return true;
        });

    /// <summary>A floating-point type as <c>Float</c>; what is not finite is refused when it is written.</summary>
    public static ScalarBinding<T> Float<T>()
        where T : struct, System.Numerics.IFloatingPointIeee754<T> => new(
        ScalarType.Float,
        (string text, out T value) => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value),
        (buffer, value) =>
        {
            if (!T.IsFinite(value)) return false;
            buffer.Number(value);
            return true;
        });

    private static bool Text(string text, out string value)
    {
        value = text;
        return true;
    }

    private static bool WriteText(ResponseBuffer buffer, string value)
    {
        buffer.String(value);
        return true;
    }

    private static bool TryParseInstant(string text, out DateTimeOffset value)
    {
        value = default;
        var hasOffset = text.Length >= 20 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), s_instantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }
}
