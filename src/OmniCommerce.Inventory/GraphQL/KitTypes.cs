using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.GraphQL;

/// <summary>A variant that is sold as one and kept as its components.</summary>
/// <param name="VariantId">The kit. It has no stock of its own.</param>
/// <param name="Components">What one of it is made of.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record DefineKitInput(VariantId VariantId, IReadOnlyList<StockLineInput> Components, Guid? OperationId);

[MutationType]
internal static class KitMutations
{
    /// <summary>At a till: makes a variant a kit. What it is made of does not change any more.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<CatalogVariant>> DefineKit(
        DefineKitInput input, Caller caller, IMediator mediator, ICatalog catalog, CancellationToken cancellationToken)
    {
        StockDemand[] components = [.. input.Components.Select(line => new StockDemand(line.VariantId, line.Quantity))];
        var defined = await mediator.Send(new DefineKit(caller, input.VariantId, components, input.OperationId), cancellationToken);
        if (!defined.Try(out var id, out var refusals))
            return new(refusals);
        return (await catalog.VariantsAsync([id], cancellationToken))[id];
    }
}

/// <summary>So many of a variant in a kit.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Quantity">How many are in one kit.</param>
internal sealed record KitPart([property: GraphQLIgnore] VariantId VariantId, int Quantity);

[ObjectType<KitPart>]
internal static class KitPartType
{
    /// <summary>The variant.</summary>
    public static async ValueTask<CatalogVariant> Variant([Parent] KitPart part, VariantById variants, CancellationToken cancellationToken) =>
        await variants.LoadAsync(part.VariantId, cancellationToken) ?? throw new InvalidOperationException($"{part.VariantId} is in a kit, and there is no such variant.");
}

[ObjectType<CatalogVariant>]
internal static class VariantKitFields
{
    /// <summary>What it is made of, when it is a kit: its stock is theirs.</summary>
    public static async Task<IReadOnlyList<KitPart>> Components([Parent] CatalogVariant variant, KitMemory kits, CancellationToken cancellationToken) =>
        (await kits.AllAsync(cancellationToken)).TryGetValue(variant.Id, out var components)
            ? [.. components.Select(component => new KitPart(component.VariantId, component.Quantity))]
            : [];
}
