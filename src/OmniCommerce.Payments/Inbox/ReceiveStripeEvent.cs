using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Inbox;

/// <summary>Wakes whoever works the inbox off.</summary>
internal sealed class InboxSignal : Signal;

internal sealed class ReceiveStripeEventHandler(CommerceDbContext db, CommitActions commit, InboxSignal signal, PaymentsOptions options, TimeProvider clock)
    : IRequestHandler<ReceiveStripeEvent, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReceiveStripeEvent command, CancellationToken cancellationToken)
    {
        var verdict = StripeWebhook.Verify(command.Body.Span, command.Signature, options.WebhookSecrets, clock.GetUtcNow());
        if (verdict != WebhookVerdict.Genuine)
            return InvalidInput.At("signature", $"The request is not Stripe's: {verdict}.");
        if (StripeWebhook.Read(command.Body.Span) is not { } happened)
            return InvalidInput.At("body", $"The request is no event of version {options.Stripe.ApiVersion}. Give the webhook endpoint this version.");
        if (happened.Livemode != options.Stripe.IsLive)
            return InvalidInput.At("body", $"The event is of {(happened.Livemode ? "real" : "test")} money, and the API key here is not. Give each its own webhook endpoint.");
        if (happened.Id.Length > StoredEvent.MaxName || happened.Type.Length > StoredEvent.MaxName)
            return InvalidInput.At("body", $"The event's id and type have at most {StoredEvent.MaxName} characters.");
        if (await db.Set<StoredEvent>().AnyAsync(stored => stored.Id == happened.Id, cancellationToken))
            return default(Done);

        var now = clock.GetUtcNow();
        db.Add(new StoredEvent { Id = happened.Id, Type = happened.Type, Body = Encoding.UTF8.GetString(command.Body.Span), ReceivedAt = now, DueAt = now });
        commit.AfterCommit(signal.Wake);
        return default(Done);
    }
}
