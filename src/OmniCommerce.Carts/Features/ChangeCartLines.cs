using FluentValidation;
using MediatR;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Sets quantities in a cart, all or nothing; 0 removes a line. With a version, only if it is the cart's.</summary>
internal sealed record ChangeCartLines(Caller Caller, CartId? CartId, int? Version, IReadOnlyList<ChangeCartLine> Lines, Guid? OperationId)
    : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed record ChangeCartLine(CartLineId LineId, int Quantity);

internal sealed class ChangeCartLinesHandler(CartAccess carts, ICatalog catalog, StockCheck stock, CartWatchers watchers, CartOptions options)
    : IRequestHandler<ChangeCartLines, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(ChangeCartLines command, CancellationToken cancellationToken)
    {
        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);
        if (command.Version is { } version && version != cart.Version)
            return new VersionConflict(checked((int)cart.Version));

        var before = cart.Lines.ToDictionary(line => line.Id, line => line.Quantity);
        if (cart.SetQuantities([.. command.Lines.Select(line => (line.LineId, line.Quantity))], options, carts.By(command.Caller)) is { } refusal)
            return refusal;

        // Taking fewer is always right, however little is left.
        var grown = cart.Lines.Where(line => line.Quantity > before[line.Id]).Select(line => line.VariantId).ToHashSet();
        if (grown.Count > 0)
        {
            var variants = await catalog.VariantsAsync(grown, cancellationToken);
            if (await stock.ShortageAsync(cart, [.. variants.Values], cancellationToken) is { Count: > 0 } shortage)
                return shortage;
        }

        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }

    internal sealed class Validator : AbstractValidator<ChangeCartLines>
    {
        public Validator(CartOptions options)
        {
            RuleFor(command => command.Lines).Must(lines => lines.Count > 0 && lines.Count <= options.MaxLines)
                .WithMessage($"Change 1 to {options.MaxLines} lines at once.");
            RuleForEach(command => command.Lines).ChildRules(line => line.RuleFor(l => l.Quantity).InclusiveBetween(0, options.MaxTillQuantity)
                .WithMessage($"A quantity is 1 to {options.MaxQuantity}; 0 removes the line."));
        }
    }
}
