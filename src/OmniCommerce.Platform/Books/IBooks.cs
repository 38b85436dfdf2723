using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Platform.Books;

/// <summary>What a capability writes down twice, so that the one can be checked against the other. <see cref="BooksCheck"/> asks all that are registered.</summary>
public interface IBooks
{
    /// <summary>What they are the books of: <c>stock</c>.</summary>
    string Of { get; }

    /// <summary>One line for each thing that is not what it should be, whatever is going on at the moment.</summary>
    /// <param name="db">One state of the database, the same for all books. Only to be read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, CancellationToken cancellationToken);

    /// <summary>One line for each thing that has been under way, or due, since before this time and should long have come to its end.</summary>
    /// <param name="db">The same state of the database.</param>
    /// <param name="before">What began, or was due, earlier is late.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();
}

/// <summary>
/// Something is kept in the name of somebody else's hold, cart or order. Whoever owns those checks that they stand: what nobody stands for is
/// neither free nor anybody's.
/// </summary>
/// <typeparam name="TId">In whose name.</typeparam>
/// <param name="What">What is kept: <c>stock</c>.</param>
/// <param name="In">The ids in whose name something is kept.</param>
public sealed record Claims<TId>(string What, Func<CommerceDbContext, IQueryable<TId>> In);

/// <summary>Registers books.</summary>
public static class BooksRegistration
{
    /// <summary>Has these books checked with all others.</summary>
    public static IServiceCollection AddBooks<TBooks>(this IServiceCollection services)
        where TBooks : class, IBooks => services.AddSingleton<IBooks, TBooks>();

    /// <summary>Lets the owner of the ids check that they stand.</summary>
    public static IServiceCollection AddClaims<TId>(this IServiceCollection services, string what, Func<CommerceDbContext, IQueryable<TId>> claims) =>
        services.AddSingleton(new Claims<TId>(what, claims));
}
