namespace OmniCommerce.Platform.Persistence;

/// <summary>Finds what a database said inside what EF Core made of it.</summary>
public static class Causes
{
    /// <summary>The exception and its causes, as far as they are of this type.</summary>
    public static IEnumerable<TException> Of<TException>(Exception exception)
        where TException : Exception
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is TException expected)
                yield return expected;
        }
    }
}
