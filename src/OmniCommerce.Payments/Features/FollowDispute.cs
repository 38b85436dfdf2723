using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Features;

/// <summary>A dispute as the provider has it just now.</summary>
internal sealed record SeenDispute(string ProviderId, long Amount, string Reason, DisputeState State, DateTimeOffset? EvidenceDueBy, DateTimeOffset OpenedAt)
{
    /// <summary>Null when it stands as the books know no dispute to stand.</summary>
    public static SeenDispute? Of(Dispute dispute, Currency currency) => StateOf(dispute.Status) is { } state
        ? new(dispute.Id, currency.FromStripe(dispute.Amount), dispute.Reason, state, dispute.EvidenceDetails?.DueBy, dispute.Created)
        : null;

    private static DisputeState? StateOf(DisputeStatus status) => status.Value switch
    {
        "warning_needs_response" => DisputeState.InquiryNeedsResponse,
        "warning_under_review" => DisputeState.InquiryUnderReview,
        "warning_closed" => DisputeState.InquiryClosed,
        "needs_response" => DisputeState.NeedsResponse,
        "under_review" => DisputeState.UnderReview,
        "won" => DisputeState.Won,
        "lost" => DisputeState.Lost,
        _ => null,
    };
}

/// <summary>What became of following a dispute.</summary>
/// <param name="Drift">What somebody has to look at; null when the books are after it.</param>
internal sealed record FollowedDispute(string? Drift);

/// <summary>Brings the books after what the provider says of a dispute. Safe to repeat, and to do with what is no news any more.</summary>
internal sealed record FollowDispute(TenderId TenderId, SeenDispute Seen) : ICommand<FollowedDispute>
{
    internal sealed class Handler(CommerceDbContext db, IMediator mediator, TimeProvider clock) : IRequestHandler<FollowDispute, Result<FollowedDispute>>
    {
        public async Task<Result<FollowedDispute>> Handle(FollowDispute command, CancellationToken cancellationToken)
        {
            var (now, seen) = (clock.GetUtcNow(), command.Seen);
            var tender = await db.Set<OrderTender>().SingleAsync(candidate => candidate.Id == command.TenderId, cancellationToken);
            var disputes = await db.Set<TenderDispute>().Where(known => known.TenderId == tender.Id).ToListAsync(cancellationToken);
            var dispute = disputes.Find(known => known.ProviderId == seen.ProviderId);
            var before = dispute?.State;
            if (before is { } stood && !DisputeStates.MayFollow(stood, seen.State))
                return new FollowedDispute(PaidTwice(tender));

            if (dispute is null)
            {
                dispute = Open(tender, seen);
                db.Add(dispute);
                disputes.Add(dispute);
            }

            var had = before is null ? 0 : dispute.ChargedBack;
            dispute.State = seen.State;
            dispute.EvidenceDueBy = seen.EvidenceDueBy;
            dispute.ClosedAt = dispute.ToContract().IsOpen ? null : now;
            tender.FollowDispute(dispute, isNew: before is null, had, now);
            tender.Dispute = disputes.OrderBy(one => one.ClosedAt is not null).ThenByDescending(one => one.OpenedAt).First().State;
            await mediator.Publish(new DisputeMoved(dispute.ToContract(), before), cancellationToken);
            return new FollowedDispute(PaidTwice(tender));
        }

        private static TenderDispute Open(OrderTender tender, SeenDispute seen) => new()
        {
            ProviderId = seen.ProviderId,
            TenderId = tender.Id,
            OrderId = tender.OrderId,
            Currency = tender.Currency,
            Amount = seen.Amount,
            Reason = seen.Reason,
            State = seen.State,
            EvidenceDueBy = seen.EvidenceDueBy,
            OpenedAt = seen.OpenedAt,
        };

        // A shopper was refunded, and the bank took it back all the same.
        private static string? PaidTwice(OrderTender tender) => tender.Refunded + tender.Carried + tender.ChargedBack > tender.Captured
            ? $"has {tender.Captured} taken, {tender.Refunded + tender.Carried} given back and {tender.ChargedBack} taken back by the shopper's bank"
            : null;
    }
}
