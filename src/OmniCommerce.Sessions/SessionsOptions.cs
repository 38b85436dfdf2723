using Microsoft.Extensions.Configuration;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Domain;

namespace OmniCommerce.Sessions;

/// <summary>What can be set of sessions, in the section <c>Sessions</c>.</summary>
internal sealed record SessionsOptions
{
    /// <summary>The currency of a session that asks for none.</summary>
    public string DefaultCurrency { get; init; } = "GBP";

    /// <summary>The language of a session that asks for none, BCP 47.</summary>
    public string DefaultLocale { get; init; } = "en-GB";

    /// <summary>How many days after its last use a session ends.</summary>
    public int LifetimeDays { get; init; } = 30;

    /// <summary>How many sessions a node remembers without asking.</summary>
    public int HotSessions { get; init; } = 50_000;

    /// <summary>Whether a device may call itself a till: <c>Stores:AllowUnenrolledTills</c>, for trying things out.</summary>
    public bool AllowUnenrolledTills { get; private init; }

    public Currency Currency => Currency.Of(DefaultCurrency);

    public TimeSpan Lifetime => TimeSpan.FromDays(LifetimeDays);

    /// <exception cref="InvalidOperationException">A setting is not acceptable; the message says what to set.</exception>
    public static SessionsOptions From(IConfiguration configuration)
    {
        var options = (configuration.GetSection("Sessions").Get<SessionsOptions>() ?? new SessionsOptions()) with
        {
            AllowUnenrolledTills = configuration.GetValue<bool>("Stores:AllowUnenrolledTills"),
        };
        if (!Currency.TryParse(options.DefaultCurrency, out _))
            throw new InvalidOperationException($"Sessions:DefaultCurrency is '{options.DefaultCurrency}'. Set it to an ISO 4217 code such as GBP.");
        if (!LanguageTag.IsValid(options.DefaultLocale))
            throw new InvalidOperationException($"Sessions:DefaultLocale is '{options.DefaultLocale}'. Set it to a BCP 47 language tag such as en-GB.");
        if (options.LifetimeDays is < 1 or > 3650)
            throw new InvalidOperationException($"Sessions:LifetimeDays is {options.LifetimeDays}. Set it to 1 to 3650.");
        if (options.HotSessions < 1)
            throw new InvalidOperationException($"Sessions:HotSessions is {options.HotSessions}. Set it to 1 or more.");
        return options;
    }
}
