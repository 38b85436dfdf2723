using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace OmniCommerce.Customers.Features;

/// <summary>Whether a password is the one.</summary>
internal enum PasswordCheck
{
    Wrong,
    Right,

    /// <summary>Right, but its hash was made in a way that is too cheap today.</summary>
    RightButOutdated,
}

/// <summary>
/// Hashes and checks passwords, by ASP.NET Core Identity's hasher: tens of milliseconds of a processor each, so never within a transaction, and
/// never on all processors at once, so that many who sign in leave room for those who shop.
/// </summary>
internal sealed class Passwords : IDisposable
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    private readonly PasswordHasher<Passwords> _hasher = new();
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly string _nobodys;

    public Passwords() => _nobodys = _hasher.HashPassword(this, RandomNumberGenerator.GetHexString(32));

    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return _hasher.HashPassword(this, password);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Checks the password. Without a hash it is wrong, after the same work, so that nobody learns from the time it takes who is a customer.</summary>
    public async Task<PasswordCheck> CheckAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var result = _hasher.VerifyHashedPassword(this, hash ?? _nobodys, password);
            return hash is null || result is PasswordVerificationResult.Failed
                ? PasswordCheck.Wrong
                : result is PasswordVerificationResult.SuccessRehashNeeded ? PasswordCheck.RightButOutdated : PasswordCheck.Right;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
