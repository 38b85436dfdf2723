namespace OmniCommerce.Platform.Events;

/// <summary>
/// Tells every node what has just changed, at most once: for live displays, which read the truth from the database. What must happen because
/// of a change does not belong here.
/// </summary>
public interface IBroadcast
{
    /// <summary>Tells all who listen to the topic, on this node and the others. Never waits and never fails.</summary>
    /// <param name="topic">For example <c>cart:…</c>.</param>
    /// <param name="message">Small and serialisable as JSON.</param>
    void Publish<T>(string topic, T message)
        where T : notnull;

    /// <summary>
    /// What is told from now on; ends with the token. Listening has begun when the method returns. A listener who falls more than 256
    /// messages behind loses the oldest.
    /// </summary>
    IAsyncEnumerable<T> Listen<T>(string topic, CancellationToken cancellationToken)
        where T : notnull;
}
