using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Inbox;
using OmniCommerce.Platform.Books;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

/// <summary>
/// Recounts payments and gift cards: what tenders gave back by their refunds, what banks took back by their disputes, what happened to them by their events, balances by their entries,
/// held money by its holds.
/// </summary>
internal sealed class RecountPayments : IBooks
{
    public string Of => "payments";

    public async IAsyncEnumerable<string> WrongAsync(CommerceDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tenders = db.Set<OrderTender>().AsNoTracking()
            .Select(tender => new
            {
                Tender = tender,
                Refunds = db.Set<TenderRefund>()
                    .Where(refund => refund.TenderId == tender.Id && refund.State != RefundState.Failed)
                    .Sum(refund => refund.Amount - refund.OfPromise),
                Taken = db.Set<PaymentEvent>().Where(happened => happened.TenderId == tender.Id && happened.Kind == PaymentEventKind.Captured).Sum(happened => happened.Amount),
                BankHas = db.Set<TenderDispute>()
                    .Where(dispute => dispute.TenderId == tender.Id)
                    .Where(dispute => dispute.State == DisputeState.NeedsResponse || dispute.State == DisputeState.UnderReview || dispute.State == DisputeState.Lost)
                    .Sum(dispute => dispute.Amount),
                BankTook = db.Set<PaymentEvent>()
                    .Where(happened => happened.TenderId == tender.Id)
                    .Sum(happened => happened.Kind == PaymentEventKind.ChargedBack ? happened.Amount : happened.Kind == PaymentEventKind.ChargebackReversed ? -happened.Amount : 0),
                Events = db.Set<PaymentEvent>().Count(happened => happened.TenderId == tender.Id),
            })
            .Where(counted => counted.Tender.Refunded != counted.Refunds
                || counted.Tender.Version != counted.Events
                || counted.Tender.Confirmed != counted.Taken
                || counted.Tender.ChargedBack != counted.BankHas
                || counted.Tender.ChargedBack != counted.BankTook
                || counted.Tender.Confirmed > counted.Tender.Asked
                || counted.Tender.Asked > counted.Tender.Captured
                || counted.Tender.Refunded + counted.Tender.Carried > counted.Tender.Captured
                || counted.Tender.Captured > counted.Tender.Authorized);
        await foreach (var wrong in tenders.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var tender = wrong.Tender;
            yield return $"tender {tender.Id}: {tender.Authorized} authorised, {tender.Captured} to be captured, {tender.Confirmed} captured, {wrong.Taken} by its events, {tender.Refunded} refunded, {wrong.Refunds} by its refunds, {tender.ChargedBack} with the bank, {wrong.BankHas} by its disputes, {wrong.BankTook} by its events; version {tender.Version}, {wrong.Events} events";
        }

        foreach (var wrong in await WrongExchangesAsync(db, cancellationToken))
            yield return wrong;

        var cards = db.Set<GiftCard>().AsNoTracking()
            .Select(card => new
            {
                Card = card,
                Entries = db.Set<GiftCardEntry>().Where(entry => entry.GiftCardId == card.Id).Sum(entry => entry.Amount),
                Holds = db.Set<GiftCardHold>().Where(hold => hold.GiftCardId == card.Id).Sum(hold => hold.Amount),
            })
            .Where(counted => counted.Card.Balance != counted.Entries || counted.Card.Held != counted.Holds || counted.Card.Held > counted.Card.Balance);
        await foreach (var wrong in cards.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var card = wrong.Card;
            yield return $"gift card {card.Id}: {card.Balance} on it, {wrong.Entries} by its entries; {card.Held} held, {wrong.Holds} by its holds";
        }
    }

    // What an order's money pays elsewhere is what stands elsewhere as paid with it.
    private static async Task<List<string>> WrongExchangesAsync(CommerceDbContext db, CancellationToken cancellationToken)
    {
        var carried = await db.Set<OrderTender>().AsNoTracking().Where(tender => tender.Carried > 0)
            .GroupBy(tender => tender.OrderId).Select(of => new { Order = of.Key, Amount = of.Sum(tender => tender.Carried) })
            .ToDictionaryAsync(of => of.Order, of => of.Amount, cancellationToken);
        var paid = await db.Set<OrderTender>().AsNoTracking().Where(tender => tender.CarriedFrom != null)
            .GroupBy(tender => tender.CarriedFrom!.Value).Select(of => new { Order = of.Key, Amount = of.Sum(tender => tender.Captured - tender.Refunded) })
            .ToDictionaryAsync(of => of.Order, of => of.Amount, cancellationToken);
        return [.. carried.Keys.Union(paid.Keys).Where(order => carried.GetValueOrDefault(order) != paid.GetValueOrDefault(order))
            .Select(order => $"order {order}: {carried.GetValueOrDefault(order)} of it pay for other orders, {paid.GetValueOrDefault(order)} by those")];
    }

    public async IAsyncEnumerable<string> LateAsync(CommerceDbContext db, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var underWay = db.Set<OrderTender>().AsNoTracking()
            .Where(tender => (tender.State == TenderState.Capturing || tender.State == TenderState.Voiding || tender.RenewalAskedAt != null || tender.ReplacedIntentId != null) && tender.ChangedAt < before);
        await foreach (var tender in underWay.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"tender {tender.Id}: {tender.State} since {tender.ChangedAt:u}";
        var refunds = db.Set<TenderRefund>().AsNoTracking().Where(refund => refund.State == RefundState.Pending && refund.At < before);
        await foreach (var refund in refunds.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"refund {refund.Id}: pending since {refund.At:u}";
        var told = db.Set<StoredEvent>().AsNoTracking().Where(stored => stored.State != StoredEventState.Done && stored.ReceivedAt < before);
        await foreach (var word in told.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return $"the provider's event {word.Id} ({word.Type}) is not worked off since {word.ReceivedAt:u}: {word.State}";
    }
}
