namespace OmniCommerce.Stripe;

/// <summary>Where Stripe is and how it is spoken to.</summary>
public sealed record StripeOptions
{
    /// <summary>The version of the contract that every request names and every answer is read by, unless another is asked for.</summary>
    public const string DefaultApiVersion = "2026-07-29.dahlia";

    private const string StripeHost = "api.stripe.com";
    private const string Dahlia = "dahlia";
    private const string Endive = "endive";

    /// <summary>The secret key (sk_…) or a restricted key (rk_…).</summary>
    public required string ApiKey { get; init; }

    /// <summary>Where requests go.</summary>
    public Uri ApiBase { get; init; } = new($"https://{StripeHost}");

    /// <summary>The version of the contract, of the release train dahlia or endive. The names of parameters follow from it.</summary>
    public string ApiVersion { get; init; } = DefaultApiVersion;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(80);

    /// <summary>How often a call is repeated that was not answered, or answered so that it may be repeated.</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>How many requests are under way at once; further ones wait.</summary>
    public int MaxInFlight { get; init; } = 20;

    /// <summary>How many requests are begun in a second, after a burst of as many; null for what Stripe allows the kind of key, less a fifth.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Told of every attempt, for logs and metrics. It learns no body and no key.</summary>
    public Action<StripeAttempt>? Observe { get; init; }

    /// <summary>Whether the key moves real money.</summary>
    public bool IsLive => ApiKey.Contains("_live_", StringComparison.Ordinal);

    /// <summary>The key as it may be shown: its kind and its last four characters.</summary>
    public string MaskedKey => ApiKey.Length < 16 ? "…" : $"{ApiKey[..8]}…{ApiKey[^4..]}";

    /// <summary>Whether the version is of a release train that this client speaks: versions of one train differ in nothing that breaks a reader.</summary>
    internal static bool Speaks(string? version) => TrainOf(version) is Dahlia or Endive;

    /// <summary>What the version calls a request's parameter.</summary>
    internal string NameOf(string parameter) => parameter == "payment_method_types" && TrainOf(ApiVersion) == Endive ? "allowed_payment_method_types" : parameter;

    internal int Rate => RequestsPerSecond ?? (IsLive ? 80 : 20);

    /// <summary>Refuses what would send a key to where it does not belong, or nothing anywhere.</summary>
    /// <exception cref="ArgumentException">The message says what to change.</exception>
    public void Check()
    {
        if (!ApiKey.StartsWith("sk_", StringComparison.Ordinal) && !ApiKey.StartsWith("rk_", StringComparison.Ordinal))
            throw new ArgumentException("The API key is neither a secret key (sk_…) nor a restricted key (rk_…). Copy it from Stripe's dashboard.");
        if (ApiKey.Any(character => character is <= ' ' or > '~'))
            throw new ArgumentException("The API key contains a space or a sign that no key has. Copy it from Stripe's dashboard again.");
        if (IsLive && (ApiBase.Host != StripeHost || ApiBase.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"{MaskedKey} moves real money and is sent to https://{StripeHost} only, not to {ApiBase}. Use a test key there.");
        if (ApiBase.Scheme != Uri.UriSchemeHttps && !ApiBase.IsLoopback)
            throw new ArgumentException($"{ApiBase} is not on this machine and not encrypted. Use https.");
        if (!Speaks(ApiVersion))
            throw new ArgumentException($"The API version {ApiVersion} is none that this client speaks. Use {DefaultApiVersion} or one that ends with .{Endive}.");
        if (MaxRetries < 0 || MaxInFlight < 1 || Rate < 1 || Timeout <= TimeSpan.Zero)
            throw new ArgumentException("There is at least one request in flight and one in a second, none is repeated less than never, and each has some time.");
    }

    // 2026-07-29.dahlia
    private static string? TrainOf(string? version) => version?.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? version[(dot + 1)..] : null;
}

/// <summary>One attempt at a call, as it may be written down.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without parameters.</param>
/// <param name="Number">1 for the first attempt.</param>
/// <param name="Status">The answer's status; null when none came.</param>
/// <param name="RequestId">What Stripe calls the request.</param>
/// <param name="Took">How long it took.</param>
public sealed record StripeAttempt(string Method, string Path, int Number, int? Status, string? RequestId, TimeSpan Took);
