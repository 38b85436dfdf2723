using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace OmniCommerce.Api;

/// <summary>
/// Believes the proxies that <c>Proxies:Known</c> names, and nobody else, when they say for whom they ask: addresses and networks
/// (<c>10.0.0.0/8</c>), with commas between them. Who guesses at codes and passwords is told apart by address.
/// </summary>
internal static class Proxies
{
    /// <exception cref="SettingException">One of them is neither an address nor a network.</exception>
    public static void UseKnownProxies(this WebApplication app)
    {
        var known = (app.Configuration["Proxies:Known"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (known.Length == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in known)
            options.KnownIPNetworks.Add(Read(one));
        app.UseForwardedHeaders(options);
    }

    private static System.Net.IPNetwork Read(string known)
    {
        if (IPAddress.TryParse(known, out var address))
            return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);
        return System.Net.IPNetwork.TryParse(known, out var network)
            ? network
            : throw new SettingException($"Proxies:Known names '{known}'. Set it to addresses and networks (10.0.0.0/8), with commas between them.");
    }
}
