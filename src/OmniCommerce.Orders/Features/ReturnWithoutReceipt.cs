using FluentValidation;
using MediatR;
using OmniCommerce.Catalog.Contracts;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Orders.Features;

internal sealed class ReturnWithoutReceiptHandler(IMediator mediator, ICatalog catalog, ILocations locations, OrderOptions options)
    : IRequestHandler<ReturnWithoutReceipt, Result<ReceiptlessReturn>>
{
    public async Task<Result<ReceiptlessReturn>> Handle(ReturnWithoutReceipt command, CancellationToken cancellationToken)
    {
        if (command.Caller is not { IsTill: true, LocationId: { } store })
            return new Forbidden("Only a till takes goods back without a receipt.");
        if (await locations.FindAsync(store, cancellationToken) is not { } location || !location.Services.Contains(LocationService.Returns))
            return new Forbidden("This store takes nothing back.");
        if (!(await PricedAsync(command, cancellationToken)).Try(out var lines, out var refusals))
            return new(refusals);

        var currency = command.Caller.Currency;
        var total = lines.Aggregate(Money.Zero(currency), (sum, line) => sum + (line.UnitPrice * line.Quantity));
        if (options.ReceiptlessLimitOf(location.Reference) is var limit && total.Amount > limit)
            return InvalidInput.At("lines", $"Without a receipt at most {limit} {currency} are paid here at once, and this is {total}.");
        if (total.IsZero)
            return InvalidInput.At("lines", "There is nothing to pay for it.");

        var unlinked = new RecordUnlinkedReturn(command.Caller, null, lines, "without receipt", null, null, command.ApprovedBy.Trim());
        if (!(await mediator.Send(unlinked, cancellationToken)).Try(out var id, out refusals))
            return new(refusals);
        var paid = await mediator.Send(new RefundToGiftCard(command.GiftCardCode, total, $"return:{id}"), cancellationToken);
        if (paid.IsRefused)
            return InvalidInput.At("giftCardCode", paid.Refusals[0].Message);
        return new ReceiptlessReturn(id, total);
    }

    /// <summary>The lines with what is paid for one: today's price, or less.</summary>
    private async Task<Result<List<UnlinkedReturnLine>>> PricedAsync(ReturnWithoutReceipt command, CancellationToken cancellationToken)
    {
        var variants = await catalog.VariantsAsync([.. command.Lines.Select(line => line.VariantId).Distinct()], cancellationToken);
        var priced = new List<UnlinkedReturnLine>(command.Lines.Count);
        for (var i = 0; i < command.Lines.Count; i++)
        {
            var (id, quantity, unitPrice, condition) = command.Lines[i];
            if (!variants.TryGetValue(id, out var variant))
                return new NotFound(id.ToString(), "variant");
            var most = variant.ListPrice;
            if (most.Currency != command.Caller.Currency)
                return At(i, "variantId", $"'{variant.Sku}' has no price in {command.Caller.Currency}.");
            if (unitPrice is { } wanted && (wanted.Currency != most.Currency || wanted.MinorUnits < 0 || wanted > most))
                return At(i, "unitPrice", $"For '{variant.Sku}' at most {most} is paid: today's price.");
            priced.Add(new UnlinkedReturnLine(id, quantity, unitPrice ?? most, condition));
        }

        return priced;
    }

    private static InvalidInput At(int line, string field, string reason) => new(reason, ["lines", $"{line}", field]);

    internal sealed class Validator : AbstractValidator<ReturnWithoutReceipt>
    {
        private const int MaxLines = 100;

        public Validator()
        {
            RuleFor(command => command.Lines).Must(lines => lines.Count is > 0 and <= MaxLines).WithMessage($"Return 1 to {MaxLines} lines.");
            RuleForEach(command => command.Lines).ChildRules(line =>
            {
                line.RuleFor(l => l.Quantity).GreaterThan(0).WithMessage("Return at least one.");
                line.RuleFor(l => l.Condition).NotEqual(ReturnCondition.Missing).WithMessage("Without a receipt the goods themselves must come back.");
            });
            RuleFor(command => command.ApprovedBy).Must(who => who.Trim().Length is > 0 and <= 200).WithMessage("Say in at most 200 characters who allows it.");
            RuleFor(command => command.GiftCardCode).Must(code => code.Count(char.IsLetterOrDigit) is >= 8 and <= 64)
                .WithMessage("A gift card's code has 8 to 64 letters and digits.");
        }
    }
}
