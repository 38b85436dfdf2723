using System.Net;
using System.Net.Sockets;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.Sessions.Contracts;

/// <summary>Knows who asks. Safe to use from several threads, and cheap: once per HTTP request and operation.</summary>
public interface ICallers
{
    /// <summary>Who asks when no valid token says who.</summary>
    Caller Anonymous { get; }

    /// <summary>
    /// Who asks, by the value of the header <c>Authorization</c>. A token that is missing, malformed, unknown, expired or revoked is no error: its
    /// bearer is <see cref="Anonymous"/>, so that a stale shop still shows its products.
    /// </summary>
    ValueTask<Caller> FromBearerAsync(string? authorization, CancellationToken cancellationToken);

    /// <summary>Follows a caller for as long as its connection stands, while its shopper signs in or the device is removed.</summary>
    IConnectedCaller Follow(Caller caller);
}

/// <summary>The caller of a connection that outlives a request. Disposing it ends the following.</summary>
public interface IConnectedCaller : IAsyncDisposable
{
    /// <summary>The caller as it is now.</summary>
    Caller Current { get; }

    /// <summary>Cancelled when the device no longer shares the session: it left, was revoked or signed out, or the session ended. Never for an anonymous caller.</summary>
    CancellationToken Left { get; }
}

/// <summary>The client's network address, as far as limits care: an IPv4 address, or the first 64 bits of an IPv6 address, which belong to one subscriber.</summary>
/// <param name="Value">The address as text.</param>
public sealed record ClientAddress(string Value)
{
    /// <summary>All clients whose address is not known; they share their limits.</summary>
    public static ClientAddress Unknown { get; } = new("unknown");

    /// <summary>The address as limits care for it.</summary>
    public static ClientAddress Of(IPAddress? address)
    {
        if (address is null)
            return Unknown;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily is AddressFamily.InterNetwork)
            return new ClientAddress(address.ToString());

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new ClientAddress($"{new IPAddress(bytes)}/64");
    }
}

/// <summary>Lets resolvers take the <see cref="Caller"/> and the <see cref="ClientAddress"/> as parameters.</summary>
public static class CallerParameters
{
    /// <summary>Where the host puts the <see cref="Caller"/> of a request, or the <see cref="IConnectedCaller"/> of a connection, into the request's state.</summary>
    public const string CallerKey = "caller";

    /// <summary>Where the host puts the <see cref="ClientAddress"/> into the request's state.</summary>
    public const string ClientAddressKey = "clientAddress";

    /// <summary>Registers both parameters.</summary>
    public static ISchemaBuilder AddCaller(this ISchemaBuilder schema) => schema
        .AddParameter(request => request.State.GetValueOrDefault(CallerKey) switch
        {
            Caller caller => caller,
            IConnectedCaller connected => connected.Current,
            _ => throw new InvalidOperationException($"The host puts the caller into the request's state under '{CallerKey}'."),
        })
        .AddParameter(request => request.State.GetValueOrDefault(ClientAddressKey) as ClientAddress ?? ClientAddress.Unknown);
}
