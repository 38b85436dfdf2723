using System.Globalization;
using System.Security.Cryptography;

namespace OmniCommerce.Loyalty.Domain;

/// <summary>Members' numbers: eleven random digits and one that checks them by Luhn's rule (ISO/IEC 7812), so that a slip of the finger names nobody.</summary>
internal static class MemberNumber
{
    public const int Length = 12;

    public static string Random()
    {
        // Two draws, because one int has too few digits. The first digit is never zero, lest a spreadsheet drops it.
        var payload = string.Create(
            CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetInt32(100_000, 1_000_000)}{RandomNumberGenerator.GetInt32(100_000):D5}");
        return payload + CheckDigit(payload);
    }

    public static bool IsValid(string number) =>
        number.Length == Length && number.All(char.IsAsciiDigit) && number[^1] == CheckDigit(number.AsSpan(0, Length - 1));

    private static char CheckDigit(ReadOnlySpan<char> payload)
    {
        var sum = 0;
        for (var i = 0; i < payload.Length; i++)
        {
            var digit = payload[^(i + 1)] - '0';
            var weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
