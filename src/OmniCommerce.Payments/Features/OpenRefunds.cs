using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class OpenRefundsHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<OpenRefunds, Result<IReadOnlyList<RefundShare>>>
{
    public async Task<Result<IReadOnlyList<RefundShare>>> Handle(OpenRefunds command, CancellationToken cancellationToken)
    {
        if (command.Amount.IsZero && command.Due.IsZero)
            return new(Array.Empty<RefundShare>());
        if (await OpenedBeforeAsync(command, cancellationToken) is { Count: > 0 } before)
            return new(before);

        var tenders = await db.TendersOfAsync(command.OrderId, cancellationToken);
        var left = new Money(tenders.Sum(tender => tender.Left), command.Amount.Currency);
        if (command.Amount.MinorUnits < 0 || command.Amount > left)
            return InvalidInput.At("amount", $"{command.Amount} were to be given back and {left} are left.");

        var refunds = new List<(TenderRefund Refund, OrderTender Tender)>();
        var parts = command.Amount.Split([.. tenders.Select(tender => tender.Left)]);
        var dues = TenderBooks.SharesOf(command.Due.MinorUnits, [.. tenders.Zip(parts, (tender, part) => tender.Left - part.MinorUnits)]);
        for (var i = 0; i < tenders.Count; i++)
        {
            if (!parts[i].IsZero)
            {
                if (tenders[i].IsBlockedFor(parts[i].MinorUnits, dues[i]))
                    return tenders[i].RefuseDisputed();
                var (ofTaken, points) = tenders[i].GiveBack(parts[i].MinorUnits, dues[i], command.Reference, clock.GetUtcNow());
                refunds.Add((Open(command, tenders[i], parts[i].MinorUnits, ofTaken, points), tenders[i]));
                if (await GiveCarriedBackAsync(command, tenders[i], parts[i], refunds, cancellationToken) is { } refused)
                    return refused;
            }

            tenders[i].TakeDue(dues[i], clock.GetUtcNow());
        }

        db.AddRange(refunds.Select(pair => pair.Refund));
        return new([.. refunds.Where(pair => pair.Tender.CarriedFrom is null).Select(pair => pair.Refund.ToShare(pair.Tender.OrderId))]);
    }

    /// <summary>What another order's money paid goes back to that order's tenders, and from there further back, if need be.</summary>
    private async Task<PaymentIsDisputed?> GiveCarriedBackAsync(
        OpenRefunds command, OrderTender tender, Money part, List<(TenderRefund Refund, OrderTender Tender)> refunds, CancellationToken cancellationToken)
    {
        if (tender.CarriedFrom is not { } order)
            return null;
        var tenders = await db.TendersOfAsync(order, cancellationToken);
        foreach (var (source, share) in tenders.Zip(part.Split([.. tenders.Select(source => source.Carried)])).Where(pair => !pair.Second.IsZero))
        {
            if (source.ChargedBack > 0)
                return source.RefuseDisputed();
            var points = source.GiveCarriedBack(share.MinorUnits, command.Reference, clock.GetUtcNow());
            refunds.Add((Open(command, source, share.MinorUnits, share.MinorUnits, points), source));
            if (await GiveCarriedBackAsync(command, source, share, refunds, cancellationToken) is { } refused)
                return refused;
        }

        return null;
    }

    private async Task<List<RefundShare>> OpenedBeforeAsync(OpenRefunds command, CancellationToken cancellationToken)
    {
        var before = await db.Set<TenderRefund>().AsNoTracking()
            .Where(refund => refund.OrderId == command.OrderId && refund.Reference == command.Reference)
            .Join(db.Set<OrderTender>().Where(tender => tender.CarriedFrom == null), refund => refund.TenderId, tender => tender.Id, (refund, tender) => new { refund, tender.OrderId })
            .ToListAsync(cancellationToken);
        return before.ConvertAll(pair => pair.refund.ToShare(pair.OrderId));
    }

    private TenderRefund Open(OpenRefunds command, OrderTender tender, long share, long ofTaken, int? points)
    {
        var now = clock.GetUtcNow();
        var needsProvider = tender.NeedsProvider && ofTaken > 0;
        if (!tender.NeedsProvider)
            tender.ConfirmRefund(ofTaken, command.Reference, now);
        return new TenderRefund
        {
            Id = NewId.Of<RefundId>(clock),
            OrderId = command.OrderId,
            TenderId = tender.Id,
            Reference = command.Reference,
            Kind = tender.Kind,
            Currency = tender.Currency,
            Amount = share,
            Points = points,
            GiftCardCode = tender.GiftCardCode,
            OfPromise = share - ofTaken,
            State = needsProvider ? RefundState.Pending : RefundState.Done,
            At = now,
        };
    }
}

internal sealed class CarryOverHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<CarryOver, Result<IReadOnlyList<RefundShare>>>
{
    public async Task<Result<IReadOnlyList<RefundShare>>> Handle(CarryOver command, CancellationToken cancellationToken)
    {
        var tenders = await db.TendersOfAsync(command.OrderId, cancellationToken);
        var taken = new Money(tenders.Sum(tender => tender.CanCarry), command.Amount.Currency);
        if (command.Amount.MinorUnits <= 0 || command.Amount > taken)
            return new PaymentNotTaken(command.Amount, taken);
        if (tenders.Find(tender => tender.ChargedBack > 0 && tender.CanCarry > 0) is { } disputed)
            return disputed.RefuseDisputed();

        var shares = new List<RefundShare>();
        foreach (var (tender, part) in tenders.Zip(command.Amount.Split([.. tenders.Select(tender => tender.CanCarry)])).Where(pair => !pair.Second.IsZero))
        {
            tender.Carry(part.MinorUnits, command.Reference, clock.GetUtcNow());
            shares.Add(new RefundShare(command.OrderId, tender.Kind, part, null, null));
        }

        return new(shares);
    }
}
