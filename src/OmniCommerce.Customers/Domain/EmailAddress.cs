using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace OmniCommerce.Customers.Domain;

/// <summary>An e-mail address, as its owner writes it. Two that differ only in case are one.</summary>
internal readonly partial record struct EmailAddress
{
    // RFC 5321, 4.5.3.1.
    public const int MaxLength = 254;

    private EmailAddress(string text) => Text = text;

    public string Text { get; }

    /// <summary>What is compared and indexed.</summary>
    public string Key => KeyOf(Text);

    public static bool TryParse([NotNullWhen(true)] string? text, out EmailAddress address)
    {
        var trimmed = text?.Trim();
        var valid = trimmed is { Length: <= MaxLength } && Shape().IsMatch(trimmed);
        address = valid ? new EmailAddress(trimmed!) : default;
        return valid;
    }

    /// <summary>The key of whatever somebody gives as their address.</summary>
    public static string KeyOf(string text) => text.Trim().ToLowerInvariant();

    // Something before one @, and at least two labels after it. Whether mail arrives only mail can tell.
    [GeneratedRegex("""^[^\s@\p{C}"(),:;<>\[\\\]]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\z""")]
    private static partial Regex Shape();
}
