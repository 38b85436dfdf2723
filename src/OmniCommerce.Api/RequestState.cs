using System.Collections;
using System.Diagnostics.CodeAnalysis;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Api;

/// <summary>What resolvers may know of a request, two entries without a table to keep them: every request makes one.</summary>
/// <param name="caller">The caller, or the connection's.</param>
/// <param name="http">The request, for the client's address.</param>
internal sealed class RequestState(object caller, HttpContext http) : IReadOnlyDictionary<string, object?>
{
    public IEnumerable<string> Keys => [CallerParameters.CallerKey, CallerParameters.ClientAddressKey];

    public IEnumerable<object?> Values => Keys.Select(key => this[key]);

    public int Count => 2;

    public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = key switch
        {
            CallerParameters.CallerKey => caller,
            CallerParameters.ClientAddressKey => ClientAddress.Of(http.Connection.RemoteIpAddress),
            _ => null,
        };
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
