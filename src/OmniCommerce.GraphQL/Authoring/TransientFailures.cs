namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// Tells failures that pass by themselves, such as a database that is away, from those that do not. Register one as a service. A client is told
/// of such a failure with the code <c>UNAVAILABLE</c>, and over HTTP by status 503 and when to try again.
/// </summary>
/// <param name="isTransient">Whether an exception is such a failure.</param>
public sealed class TransientFailures(Func<Exception, bool> isTransient)
{
    internal static readonly TransientFailures None = new(_ => false);

    internal bool Include(Exception exception) => isTransient(exception);
}
