using Microsoft.Extensions.Configuration;

namespace OmniCommerce.Platform.Outbox;

/// <summary>The section <c>Outbox</c> of the configuration.</summary>
public sealed record OutboxOptions
{
    /// <summary>For how many days handled events are kept.</summary>
    public int KeepHandledDays { get; init; } = 14;

    /// <summary>After how many failures of a handler an event is left to people.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>How many streams are worked at once by one node.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>After how many seconds another node takes over from one that died. A handler gets half of it.</summary>
    public int LeaseSeconds { get; init; } = 10;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal static OutboxOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Outbox").Get<OutboxOptions>() ?? new OutboxOptions();
        if (options.KeepHandledDays is < 1 or > 3_650)
            throw new InvalidOperationException($"Outbox:KeepHandledDays is {options.KeepHandledDays}. Set it to 1 to 3,650.");
        if (options.MaxAttempts is < 1 or > 100)
            throw new InvalidOperationException($"Outbox:MaxAttempts is {options.MaxAttempts}. Set it to 1 to 100.");
        if (options.Parallelism is < 1 or > 64)
            throw new InvalidOperationException($"Outbox:Parallelism is {options.Parallelism}. Set it to 1 to 64.");
        if (options.LeaseSeconds is < 2 or > 600)
            throw new InvalidOperationException($"Outbox:LeaseSeconds is {options.LeaseSeconds}. Set it to 2 to 600.");
        return options;
    }
}
