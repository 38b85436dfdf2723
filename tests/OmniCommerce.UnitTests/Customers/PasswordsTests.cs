using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OmniCommerce.Customers.Features;

namespace OmniCommerce.UnitTests.Customers;

public sealed class PasswordsTests : IDisposable
{
    private readonly Passwords _passwords = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _passwords.Dispose();

    [Fact]
    public async Task The_password_is_right_and_no_other_is()
    {
        var hash = await _passwords.HashAsync("correct horse", Cancellation);

        (await _passwords.CheckAsync(hash, "correct horse", Cancellation)).ShouldBe(PasswordCheck.Right);
        (await _passwords.CheckAsync(hash, "Correct horse", Cancellation)).ShouldBe(PasswordCheck.Wrong);
        (await _passwords.HashAsync("correct horse", Cancellation)).ShouldNotBe(hash);
    }

    [Fact]
    public async Task A_hash_that_was_made_too_cheaply_is_right_but_outdated()
    {
        var cheap = new PasswordHasher<Passwords>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(_passwords, "correct horse");

        (await _passwords.CheckAsync(cheap, "correct horse", Cancellation)).ShouldBe(PasswordCheck.RightButOutdated);
        (await _passwords.CheckAsync(cheap, "wrong horse", Cancellation)).ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public async Task Without_a_hash_every_password_is_wrong_after_the_same_work()
    {
        var hash = await _passwords.HashAsync("correct horse", Cancellation);
        await _passwords.CheckAsync(null, "correct horse", Cancellation);

        // The shortest of each says what the work is; others on the machine make it longer, the one or the other.
        var (known, unknown, began) = (double.MaxValue, double.MaxValue, Stopwatch.GetTimestamp());
        do
        {
            known = Math.Min(known, await Time(_passwords.CheckAsync, hash));
            unknown = Math.Min(unknown, await Time(_passwords.CheckAsync, null));
        }
        while (unknown / known is < 0.1 or > 10 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1));

        (unknown / known).ShouldBeInRange(0.1, 10);
    }

    private static async Task<double> Time(Func<string?, string, CancellationToken, Task<PasswordCheck>> check, string? hash)
    {
        var start = Stopwatch.GetTimestamp();
        (await check(hash, "wrong horse", Cancellation)).ShouldBe(PasswordCheck.Wrong);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
