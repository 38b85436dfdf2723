using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Sandbox;

/// <summary>
/// Compares the shop's tenders with the provider's own books. The provider commits first and the shop writes it down a moment later, so only
/// what the shop says is done must be done there; what the provider alone knows of is late.
/// </summary>
internal sealed class SandboxBooks : IBooks
{
    public string Of => "provider";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var payments = db.Set<SandboxPayment>();
        var tenders =
            from tender in db.Set<OrderTender>().AsNoTracking()
            join paid in payments on tender.Key equals paid.Key into found
            from payment in found.DefaultIfEmpty()
            where tender.Kind == TenderKind.Card || tender.Kind == TenderKind.CardPresent
            let refunds = db.Set<TenderRefund>().Where(refund => refund.TenderId == tender.Id && refund.State == RefundState.Done && !refund.OfAuthorization).Sum(refund => refund.Amount)
            where tender.State == TenderState.Captured
                ? payment == null || payment.Captured != tender.Captured || payment.Refunded < refunds || payment.Refunded > tender.Refunded
                : payment != null && tender.State != TenderState.Capturing && payment.Captured > 0
            select new { tender.Id, tender.State, tender.Captured, Refunds = refunds, tender.Refunded, Taken = (long?)payment.Captured, GivenBack = (long?)payment.Refunded };
        await foreach (var wrong in tenders.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"tender {wrong.Id} {wrong.State}: {wrong.Captured} taken and {wrong.Refunds} given back, {wrong.Taken ?? 0} and {wrong.GivenBack ?? 0} at the provider";

        var refunded = payments.AsNoTracking()
            .Select(payment => new { payment.IntentId, payment.Refunded, Refunds = db.Set<SandboxRefund>().Where(refund => refund.IntentId == payment.IntentId).Sum(refund => refund.Amount) })
            .Where(payment => payment.Refunded != payment.Refunds);
        await foreach (var wrong in refunded.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"payment {wrong.IntentId}: {wrong.Refunded} given back, {wrong.Refunds} by its refunds";
    }

    public async IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var orphans = db.Set<SandboxPayment>().AsNoTracking()
            .Where(payment => payment.At < before && (payment.Status == SandboxStatus.RequiresCapture || payment.Status == SandboxStatus.Succeeded))
            .Where(payment => !db.Set<OrderTender>().Any(tender => tender.Key == payment.Key && tender.State != TenderState.Voided && tender.State != TenderState.Declined));
        await foreach (var orphan in orphans.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"payment {orphan.IntentId} of {orphan.Amount} is nobody's";
    }
}
