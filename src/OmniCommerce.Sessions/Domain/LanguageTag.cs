using System.Text.RegularExpressions;

namespace OmniCommerce.Sessions.Domain;

/// <summary>The shape of BCP 47 language tags: en, en-GB, zh-Hant-TW.</summary>
internal static partial class LanguageTag
{
    public static bool IsValid(string text) => text.Length <= 35 && Shape().IsMatch(text);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\\z")]
    private static partial Regex Shape();
}
