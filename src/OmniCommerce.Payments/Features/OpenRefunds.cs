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
        var before = await db.Set<TenderRefund>().AsNoTracking()
            .Where(refund => refund.OrderId == command.OrderId && refund.Reference == command.Reference)
            .ToListAsync(cancellationToken);
        if (before.Count > 0)
            return new(before.ConvertAll(refund => refund.ToShare()));
        if (command.Amount.IsZero)
            return new(Array.Empty<RefundShare>());

        var tenders = await db.Set<OrderTender>().Where(tender => tender.OrderId == command.OrderId).OrderBy(tender => tender.Position).ToListAsync(cancellationToken);
        var left = new Money(tenders.Sum(tender => tender.Left), command.Amount.Currency);
        if (command.Amount.MinorUnits < 0 || command.Amount > left)
            return InvalidInput.At("amount", $"{command.Amount} were to be given back and {left} are left.");

        var now = clock.GetUtcNow();
        var parts = command.Amount.Split([.. tenders.Select(tender => tender.Left)]);
        var refunds = tenders.Zip(parts).Where(pair => !pair.Second.IsZero)
            .Select(pair => Open(pair.First, pair.Second.MinorUnits, command.Reference, now))
            .ToList();
        db.AddRange(refunds);
        return new(refunds.ConvertAll(refund => refund.ToShare()));
    }

    private TenderRefund Open(OrderTender tender, long share, string reference, DateTimeOffset now)
    {
        var ofAuthorization = tender.State == TenderState.Authorized;
        var points = tender.GiveBack(share, reference, now);
        var needsProvider = tender.NeedsProvider && !ofAuthorization;
        if (!needsProvider && !ofAuthorization)
            tender.ConfirmRefund(share, reference, now);
        return new TenderRefund
        {
            Id = NewId.Of<RefundId>(clock),
            OrderId = tender.OrderId,
            TenderId = tender.Id,
            Reference = reference,
            Kind = tender.Kind,
            Currency = tender.Currency,
            Amount = share,
            Points = points,
            GiftCardCode = tender.GiftCardCode,
            OfAuthorization = ofAuthorization,
            State = needsProvider ? RefundState.Pending : RefundState.Done,
            At = now,
        };
    }
}
