using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.Kernel;

/// <summary>A currency in circulation, by its ISO 4217 code. <c>default</c> is no currency and is refused wherever one is needed.</summary>
public readonly record struct Currency
{
    // ISO 4217, without funds, metals and units of account.
    private static readonly FrozenDictionary<string, Unit> Units = new[]
    {
        (Digits: 0, Codes: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (Digits: 2, Codes: """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD
            EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL
            MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
            SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """),
        (Digits: 3, Codes: "BHD IQD JOD KWD LYD OMR TND"),
    }
        .SelectMany(group => group.Codes.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(code => new Unit(code, group.Digits)))
        .ToFrozenDictionary(unit => unit.Code, StringComparer.Ordinal);

    private readonly Unit? _unit;

    private Currency(Unit unit) => _unit = unit;

    /// <summary>The three letters of the code.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>, which is no currency.</exception>
    public string Code => Known.Code;

    /// <summary>How many digits an amount has after the point: 2 for GBP, 0 for JPY, 3 for KWD.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>, which is no currency.</exception>
    public int Digits => Known.Digits;

    private Unit Known => _unit ?? throw new InvalidOperationException("This is no currency: default(Currency).");

    /// <summary>The currency with this code.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Currency Of(string code) =>
        TryParse(code, out var currency) ? currency : throw new ArgumentException($"'{code}' is not an ISO 4217 code.", nameof(code));

    /// <summary>Reads a code, in capitals as ISO 4217 writes it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        Unit? unit = null;
        var known = code is not null && Units.TryGetValue(code, out unit);
        currency = known ? new Currency(unit!) : default;
        return known;
    }

    /// <inheritdoc/>
    public override string ToString() => _unit?.Code ?? "";

    // One object per currency, so that to compare two is to compare references.
    private sealed class Unit(string code, int digits)
    {
        public string Code { get; } = code;

        public int Digits { get; } = digits;
    }
}
