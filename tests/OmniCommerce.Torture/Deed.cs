using System.Text.Json;
using OmniCommerce.EndToEnd.Support;

namespace OmniCommerce.Torture;

/// <summary>A mutation that somebody is about to send.</summary>
internal sealed record Deed(Client Who, string Mutation, Dictionary<string, object> Input)
{
    /// <summary>Sends it under a key of its own, again while the shop is too busy.</summary>
    public Task<JsonElement> DoAsync() => DoAsync(Who, Mutation, Input);

    /// <inheritdoc cref="DoAsync()"/>
    /// <param name="who">Whoever sends it.</param>
    /// <param name="mutation">Its name.</param>
    /// <param name="input">What it is told; a key is added unless there is one.</param>
    /// <param name="selection">What is asked of its answer; without it, what an exchange tells, and of others nothing.</param>
    public static Task<JsonElement> DoAsync(Client who, string mutation, Dictionary<string, object> input, string? selection = null)
    {
        input.TryAdd("operationId", Guid.NewGuid());
        var text = TextOf(mutation, selection ?? (mutation == "exchangeItems" ? "order { id } returnedFrom { id }" : ""));
        return Races.InsistAsync(() => who.MutateAsync(text, new { input }));
    }

    /// <summary>The mutation's text.</summary>
    public static string TextOf(string mutation, string selection) =>
        $"mutation($input: {char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!) {{ {mutation}(input: $input) {{ {selection} errors {{ __typename ... on Error {{ message }} }} }} }}";
}
