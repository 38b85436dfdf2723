namespace OmniCommerce.Platform.Jobs;

/// <summary>This run of the program among others.</summary>
/// <param name="IsAlone">Whether there is no other node: without Redis there is none.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record ThisNode(bool IsAlone, DateTimeOffset StartedAt)
{
    /// <summary>By what it is known to the others: see <see cref="LivingNode"/>.</summary>
    public Guid Id { get; } = Guid.CreateVersion7(StartedAt);

    /// <summary>
    /// What was begun before this time and has not come to its end is nobody's any more, whoever began it. While there may be other nodes one has
    /// to wait for them; a node that is alone knows that whoever began it has died.
    /// </summary>
    public DateTimeOffset NobodysBefore(DateTimeOffset now, TimeSpan leftAlone) => IsAlone && StartedAt > now - leftAlone ? StartedAt : now - leftAlone;
}
