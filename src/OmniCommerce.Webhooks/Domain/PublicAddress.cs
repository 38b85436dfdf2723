using System.Net;
using System.Net.Sockets;

namespace OmniCommerce.Webhooks.Domain;

/// <summary>Tells addresses of the internet from those of the own machine, the own network and the cloud's insides.</summary>
internal static class PublicAddress
{
    // https://www.iana.org/assignments/iana-ipv4-special-registry, and Azure's own service at a public address.
    private static readonly IPNetwork[] NotPublicV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        }.Select(IPNetwork.Parse),
    ];

    // Of IPv6 only 2000::/3 is the internet; within it these are not, or carry an IPv4 address that would be reached instead.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotPublicV6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(NotPublicV4, network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => Global.Contains(address) && !Array.Exists(NotPublicV6, network => network.Contains(address)),
            _ => false,
        };
    }
}
