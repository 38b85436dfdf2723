using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>The points that tenders pay with. Only an order says how many, so that a cart alone holds none.</summary>
internal sealed class HeldPoints(IMediator mediator) : IHoldable
{
    public async Task<Result<Done>> TakeToPayAsync(HoldPayment payment, CancellationToken cancellationToken)
    {
        if (payment.Tenders.Sum(tender => tender.Points ?? 0) is not (> 0 and var points))
            return default(Done);
        return payment.CustomerId is { } member
            ? await mediator.Send(new HoldPoints(payment.HoldId, member, points), cancellationToken)
            : InvalidInput.At("tenders", "Points pay only for the customer who has them. Sign in first.");
    }

    public Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken) => mediator.Send(new ReleasePoints(releasing.Id), cancellationToken);

    public Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken) =>
        committing.MayBePaidBy(TenderKind.Points) ? mediator.Send(new SpendHeldPoints(committing.Id, committing.OrderId), cancellationToken) : IHoldable.Nothing;
}
