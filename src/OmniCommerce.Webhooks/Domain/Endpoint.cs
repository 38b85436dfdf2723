namespace OmniCommerce.Webhooks.Domain;

/// <summary>An address to which events are sent.</summary>
internal sealed class Endpoint
{
    public const int MaxUrlLength = 2_000;
    public const int MaxTypesLength = 2_000;

    /// <summary>For so long both the old and the new secret sign.</summary>
    public static readonly TimeSpan SecretsOverlap = TimeSpan.FromDays(1);

    public required Guid Id { get; init; }

    public required string Url { get; init; }

    /// <summary>The names of the events, with commas between them; <c>*</c> for all.</summary>
    public required string Types { get; init; }

    // The signature needs the secret itself, so there is no hashing it.
    public required string Secret { get; set; }

    public string? PreviousSecret { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; set; }

    public string? DisabledBecause { get; set; }

    /// <summary>How many attempts failed since the last that did not.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>The secrets that sign now, the newest first.</summary>
    public IEnumerable<string> SecretsAt(DateTimeOffset now)
    {
        yield return Secret;
        if (PreviousSecret is { } previous && now < PreviousSecretUntil)
            yield return previous;
    }

    public void Rotate(string secret, DateTimeOffset now)
    {
        (PreviousSecret, PreviousSecretUntil) = (Secret, now + SecretsOverlap);
        Secret = secret;
    }

    public void Enable() => (DisabledAt, DisabledBecause, Failures, PausedUntil) = (null, null, 0, null);
}
