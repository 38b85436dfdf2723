using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.Kernel;

/// <summary>A currency in circulation, by its ISO 4217 code. <c>default</c> is no currency and is refused wherever one is needed.</summary>
public readonly record struct Currency
{
    // ISO 4217: the currencies whose minor unit is not the hundredth.
    private static readonly HashSet<string> WithoutMinorUnit =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private static readonly HashSet<string> WithHundredths =
    [
        "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BMD", "BND", "BOB", "BRL", "BSD", "BTN",
        "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD",
        "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR",
        "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
        "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD",
        "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD",
        "TZS", "UAH", "USD", "UYU", "UZS", "VED", "VES", "WST", "XCD", "YER", "ZAR", "ZMW", "ZWG",
    ];

    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>The three letters of the code.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>, which is no currency.</exception>
    public string Code => _code ?? throw new InvalidOperationException("This is no currency: default(Currency).");

    /// <summary>How many digits an amount has after the point: 2 for GBP, 0 for JPY, 3 for KWD.</summary>
    public int Digits => WithoutMinorUnit.Contains(Code) ? 0 : WithThousandths.Contains(Code) ? 3 : 2;

    /// <summary>The currency with this code.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Currency Of(string code) =>
        TryParse(code, out var currency) ? currency : throw new ArgumentException($"'{code}' is not an ISO 4217 code.", nameof(code));

    /// <summary>Reads a code, in capitals as ISO 4217 writes it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        var known = code is not null && (WithHundredths.Contains(code) || WithoutMinorUnit.Contains(code) || WithThousandths.Contains(code));
        currency = known ? new Currency(string.Intern(code!)) : default;
        return known;
    }

    /// <inheritdoc/>
    public override string ToString() => _code ?? "";
}
