using System.Globalization;
using FluentValidation;
using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Features;

internal sealed class AddCartLinesHandler(CartAccess carts, ICatalog catalog, StockCheck stock, CartWatchers watchers, CartOptions options, TimeProvider clock)
    : IRequestHandler<AddCartLines, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(AddCartLines command, CancellationToken cancellationToken)
    {
        if (!command.Caller.IsTill && command.Lines.Any(line => line.UnitPrice is not null))
            return new Forbidden("Only a till sets prices.");
        var variants = new List<CatalogVariant>(command.Lines.Count);
        foreach (var line in command.Lines)
        {
            if (await catalog.FindVariantAsync(line.Variant, cancellationToken) is not { } variant)
                return new NotFound(line.Variant.ToString(), "variant");
            variants.Add(variant);
        }

        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out var refusals))
            return new Result<CartId>(refusals);
        if (CurrencyRefusal(command.Lines, variants, cart.Currency) is { } otherCurrency)
            return otherCurrency;

        var by = carts.By(command.Caller);
        var lines = command.Lines.Zip(variants, (line, variant) =>
            new NewLine(NewId.Of<CartLineId>(clock), variant.Id, line.Quantity, line.UnitPrice?.MinorUnits, by.Channel));
        if (cart.Add([.. lines], options, by) is { } refusal)
            return refusal;
        if (await stock.ShortageAsync(cart, variants, cancellationToken) is { Count: > 0 } shortage)
            return shortage;

        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }

    private static InvalidInput? CurrencyRefusal(IReadOnlyList<AddCartLine> lines, List<CatalogVariant> variants, Currency currency)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var price = lines[i].UnitPrice ?? variants[i].ListPrice;
            if (price.Currency != currency)
                return new InvalidInput($"'{variants[i].Sku}' has a price in {price.Currency}, and the cart is in {currency}.", ["lines", i.ToString(CultureInfo.InvariantCulture), "variant"]);
        }

        return null;
    }

    internal sealed class Validator : AbstractValidator<AddCartLines>
    {
        public Validator(CartOptions options)
        {
            RuleFor(command => command.Lines).Must(lines => lines.Count > 0 && lines.Count <= options.MaxLines)
                .WithMessage($"Add 1 to {options.MaxLines} lines at once.");
            RuleForEach(command => command.Lines).ChildRules(line =>
            {
                line.RuleFor(l => l.Quantity).InclusiveBetween(1, options.MaxTillQuantity).WithMessage($"A quantity is 1 to {options.MaxQuantity}.");
                line.RuleFor(l => l.UnitPrice).Must(price => price is not { MinorUnits: < 0 }).WithMessage("A price is not negative.");
            });
        }
    }
}

/// <summary>Looks whether a cart wants more than can be promised anywhere. Only a hold takes stock; this spares shoppers carts that cannot be bought.</summary>
internal sealed class StockCheck(IStock stock)
{
    public async Task<List<Refusal>> ShortageAsync(Cart cart, IReadOnlyCollection<CatalogVariant> variants, CancellationToken cancellationToken)
    {
        StockDemand[] demand = [.. cart.Lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];
        var missing = await stock.MissingAsync(demand, null, cart.ChangedOn, cancellationToken);
        return
        [
            .. variants.DistinctBy(variant => variant.Id)
                .Join(missing, variant => variant.Id, shortage => shortage.VariantId, (variant, shortage) => new OutOfStock(variant.Sku.Value, shortage.Wanted, shortage.Available)),
        ];
    }
}
