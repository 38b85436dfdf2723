using Microsoft.Extensions.Configuration;

namespace OmniCommerce.Webhooks.Domain;

/// <summary>The section <c>Webhooks</c> of the configuration.</summary>
internal sealed record WebhooksOptions
{
    /// <summary>Lets messages be sent to any address, unencrypted and inside of the own network too. For tests and demos.</summary>
    public bool AllowInsecureTargets { get; init; }

    /// <summary>For how many days messages are kept that arrived or were given up.</summary>
    public int KeepDeliveriesDays { get; init; } = 30;

    public static WebhooksOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Webhooks").Get<WebhooksOptions>() ?? new WebhooksOptions();
        if (options.KeepDeliveriesDays is < 1 or > 3_650)
            throw new InvalidOperationException($"Webhooks:KeepDeliveriesDays is {options.KeepDeliveriesDays}. Set it to 1 to 3,650.");
        return options;
    }
}
