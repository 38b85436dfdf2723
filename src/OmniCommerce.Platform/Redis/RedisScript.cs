using System.Security.Cryptography;
using System.Text;

namespace OmniCommerce.Platform.Redis;

/// <summary>A Lua script, sent once and then called by its hash.</summary>
/// <param name="text">The script.</param>
public sealed class RedisScript(string text)
{
    /// <summary>The script.</summary>
    public string Text { get; } = text;

#pragma warning disable CA5350 // Redis names scripts by their SHA-1; nothing is protected by it.
    internal byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
