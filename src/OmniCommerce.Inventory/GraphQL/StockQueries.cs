using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.GraphQL;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

[QueryType]
internal static class StockQueries
{
    /// <summary>For tills: the ledger of the stock, the latest first.</summary>
    /// <param name="locationId">Only there.</param>
    /// <param name="variantId">Only of this.</param>
    /// <param name="kind">Only of this kind.</param>
    /// <param name="from">Not before.</param>
    /// <param name="until">Before this.</param>
    /// <param name="first">How many; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="movements">Reads them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static Task<Connection<BookedMovement>> StockMovements(
        LocationId? locationId,
        VariantId? variantId,
        MovementKind? kind,
        DateTimeOffset? from,
        DateTimeOffset? until,
        int? first,
        string? after,
        Caller caller,
        ReadMovements movements,
        CancellationToken cancellationToken)
    {
        Admit(caller);
        return movements.PageAsync(new MovementFilter(locationId, variantId, kind, from, until), PageRequest.Of(first, after), cancellationToken);
    }

    /// <summary>For tills: transfers of stock, the latest first.</summary>
    /// <param name="locationId">Only from or to there.</param>
    /// <param name="status">Only those that stand so.</param>
    /// <param name="first">How many; 20 unless said otherwise, 100 at most.</param>
    /// <param name="after">Begin behind this cursor.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="transfers">Reads them.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    public static Task<Connection<Transfer>> StockTransfers(
        LocationId? locationId, TransferStatus? status, int? first, string? after, Caller caller, ReadTransfers transfers, CancellationToken cancellationToken)
    {
        Admit(caller);
        return transfers.PageAsync(locationId, status, PageRequest.Of(first, after), cancellationToken);
    }

    /// <exception cref="GraphQLException">The caller is no till.</exception>
    internal static void Admit(Caller caller)
    {
        if (StockAccess.RefuseTo(caller) is { } forbidden)
            throw new GraphQLException(forbidden.Message, "FORBIDDEN");
    }
}

[ObjectType<BookedMovement>]
internal static class MovementType
{
    /// <summary>What was moved.</summary>
    public static async ValueTask<CatalogVariant> Variant([Parent] BookedMovement movement, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(movement.VariantId, cancellationToken) ?? throw new InvalidOperationException($"{movement.VariantId} was moved, and there is no such variant.");

    /// <summary>Where; null for what was sold before it came.</summary>
    public static ValueTask<StoreLocation?> Location([Parent] BookedMovement movement, ILocations locations, CancellationToken cancellationToken) =>
        locations.FindAsync(movement.LocationId, cancellationToken);
}

internal static class LocationFields
{
    /// <exception cref="InvalidOperationException">Something refers to a location that there is not.</exception>
    public static async ValueTask<StoreLocation> GetAsync(this ILocations locations, LocationId id, CancellationToken cancellationToken) =>
        await locations.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no location {id}.");
}
