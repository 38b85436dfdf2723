using System.Net;
using System.Net.Sockets;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Sending;

/// <summary>Looks a host's addresses up.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>The host leads to where nothing may be sent.</summary>
internal sealed class TargetRefusedException(string message) : Exception(message);

/// <summary>
/// Connects only to the internet. The name is looked up once, its addresses are judged, and one of those very addresses is dialled: a name
/// that leads elsewhere the next time it is asked for gains nothing by it. One bad address among good ones is a trap too.
/// </summary>
internal sealed class SafeDialer(ResolveHost resolve, WebhooksOptions options)
{
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        if (!options.AllowInsecureTargets)
            Judge(target, addresses);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Judge(DnsEndPoint target, IPAddress[] addresses)
    {
        if (Array.Find(addresses, address => !PublicAddress.IsPublic(address)) is { } inside)
            throw new TargetRefusedException($"{target.Host} leads to {inside}, which is not an address of the internet.");
    }
}
