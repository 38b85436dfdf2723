using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>
/// Makes a variant a kit: it is sold as one and kept as its components. What it is made of does not change any more, since what was sold is made
/// of it; another composition is another variant. Done again, it changes nothing.
/// </summary>
internal sealed record DefineKit(Caller Caller, VariantId VariantId, IReadOnlyList<StockDemand> Components, Guid? OperationId) : ICommand<VariantId>, IRepeatable
{
    private const int MaxOfOne = 1_000;

    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<DefineKit>
    {
        public Validator()
        {
            RuleFor(command => command.Components).StockLines(line => line.VariantId, line => line.Quantity, 1);
            RuleForEach(command => command.Components).Must(line => line.Quantity <= MaxOfOne).WithMessage($"A kit has at most {MaxOfOne} of one.");
        }
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access, KitChanges changes, CommitActions commit) : IRequestHandler<DefineKit, Result<VariantId>>
    {
        public async Task<Result<VariantId>> Handle(DefineKit command, CancellationToken cancellationToken)
        {
            if (StockAccess.RefuseTo(command.Caller) is { } forbidden)
                return forbidden;
            VariantId[] parts = [.. command.Components.Select(line => line.VariantId)];
            if (await access.RefuseUnknownAsync([command.VariantId, .. parts], cancellationToken) is { } unknown)
                return unknown;

            await changes.TakeTurnAsync(db, cancellationToken);
            var known = await db.Set<KitComponent>().Where(row => row.KitId == command.VariantId).ToListAsync(cancellationToken);
            if (known.Count > 0)
            {
                return known.Select(row => new StockDemand(row.ComponentId, row.Quantity)).ToHashSet().SetEquals(command.Components)
                    ? command.VariantId
                    : InvalidInput.At("components", "What a kit is made of does not change, since some may be sold. Make another variant.");
            }

            if (await RefuseAsync(command.VariantId, parts, cancellationToken) is { } refusal)
                return refusal;
            db.AddRange(command.Components.Select(line => new KitComponent { KitId = command.VariantId, ComponentId = line.VariantId, Quantity = line.Quantity }));
            await changes.RaiseAsync(db, commit, cancellationToken);
            return command.VariantId;
        }

        private async Task<InvalidInput?> RefuseAsync(VariantId kit, VariantId[] parts, CancellationToken cancellationToken)
        {
            if (parts.Contains(kit) || await db.Set<KitComponent>().AnyAsync(row => parts.Contains(row.KitId) || row.ComponentId == kit, cancellationToken))
                return InvalidInput.At("components", "A kit is made of variants that are no kits themselves.");
            return await db.Set<StockRow>().AnyAsync(level => level.VariantId == kit, cancellationToken)
                ? InvalidInput.At("variantId", "It has had stock of its own. A kit has none: make another variant.")
                : null;
        }
    }
}
