using System.Net;

namespace OmniCommerce.Webhooks.Domain;

/// <summary>Says of an address whether anything may be sent there, as far as the address itself tells; where its name leads is seen when it is dialled.</summary>
internal static class TargetUrl
{
    private static readonly int[] Ports = [443, 8443];

    // RFC 2606, 6761, 6762, 8375, and what networks call their insides.
    private static readonly string[] PrivateSuffixes = ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "corp", "test", "invalid", "onion"];

    /// <summary>Why nothing may be sent there; null when it may.</summary>
    public static string? Refuse(string url, bool allowInsecure)
    {
        if (url.Length > Endpoint.MaxUrlLength || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
            return $"'{url}' is not a URL of a web server.";
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return "The URL must have no user name, no password and no fragment.";
        return allowInsecure ? null : RefuseInsecure(uri);
    }

    private static string? RefuseInsecure(Uri uri)
    {
        if (uri.Scheme != "https")
            return "The URL must begin with https://.";
        if (!Ports.Contains(uri.Port))
            return $"The port must be {string.Join(" or ", Ports)}, not {uri.Port}.";
        var host = uri.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var address))
            return PublicAddress.IsPublic(address) ? null : $"{address} is not an address of the internet.";
        if (!host.Contains('.', StringComparison.Ordinal) || Array.Exists(PrivateSuffixes, suffix => host.EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase)))
            return $"{host} is not a name of the internet.";
        return null;
    }
}
