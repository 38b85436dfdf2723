using MediatR;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

/// <summary>The bank of a shopper's card asks about an order's payment, takes it back, or has decided: the order shows it, and it is told.</summary>
internal sealed class DisputeMovedHandler(CommerceDbContext db, OrderHistory history, OrderNews news) : INotificationHandler<DisputeMoved>
{
    public async Task Handle(DisputeMoved notification, CancellationToken cancellationToken)
    {
        var (dispute, before) = notification;
        if (await db.LockOrderAsync(dispute.OrderId, withLines: false, cancellationToken) is not { Number: { } number } order)
            return;
        history.Write(order, order.Nobody(), OrderChangeKind.Disputed, Sentence(dispute));

        // Told of when it is first heard of, be it that it has ended by then, and when the bank's question becomes its claim.
        if (before is null || (IsInquiry(before.Value) && !IsInquiry(dispute.State)))
            news.Tell(order, new OrderDisputed(order.Id, number, dispute.Reference, dispute.Amount, dispute.Reason, IsInquiry(dispute.State), dispute.EvidenceDueBy));
        if (!dispute.IsOpen)
            news.Tell(order, new OrderDisputeClosed(order.Id, number, dispute.Reference, dispute.Amount, dispute.State));
        news.Tell(order);
    }

    private static bool IsInquiry(DisputeState state) => state <= DisputeState.InquiryClosed;

    private static string Sentence(PaymentDispute dispute) => dispute.State switch
    {
        DisputeState.InquiryNeedsResponse => $"The shopper's bank asks about {dispute.Amount} ({dispute.Reason}).",
        DisputeState.InquiryUnderReview => $"The shopper's bank looks at what it was told about {dispute.Amount}.",
        DisputeState.InquiryClosed => $"The shopper's bank asks no more about {dispute.Amount}.",
        DisputeState.NeedsResponse => $"The shopper's bank has taken {dispute.Amount} back ({dispute.Reason}).",
        DisputeState.UnderReview => $"The shopper's bank, which has {dispute.Amount}, looks at the evidence.",
        DisputeState.Won => $"The shopper's bank has given {dispute.Amount} back to the shop.",
        _ => $"The shopper's bank keeps {dispute.Amount}.",
    };
}
