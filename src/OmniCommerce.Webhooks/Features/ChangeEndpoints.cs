using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.Webhooks.Features;

internal sealed class RemoveWebhookEndpointHandler(CommerceDbContext db, EndpointChanges changes, CommitActions commit) : IRequestHandler<RemoveWebhookEndpoint, Result<Done>>
{
    public async Task<Result<Done>> Handle(RemoveWebhookEndpoint command, CancellationToken cancellationToken)
    {
        await changes.TakeTurnAsync(db, cancellationToken);
        if (await db.Set<Endpoint>().Where(endpoint => endpoint.Id == command.Id).ExecuteDeleteAsync(cancellationToken) == 0)
            return command.Id.NotFound();
        await changes.RaiseAsync(db, commit, cancellationToken);
        return default(Done);
    }
}

internal sealed class RotateWebhookSecretHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<RotateWebhookSecret, Result<string>>
{
    public async Task<Result<string>> Handle(RotateWebhookSecret command, CancellationToken cancellationToken)
    {
        if (await db.Set<Endpoint>().FindAsync([command.Id], cancellationToken) is not { } endpoint)
            return command.Id.NotFound();
        endpoint.Rotate(Signature.NewSecret(), clock.GetUtcNow());
        return endpoint.Secret;
    }
}

internal sealed class EnableWebhookEndpointHandler(CommerceDbContext db, EndpointChanges changes, CommitActions commit, DeliverySignal signal)
    : IRequestHandler<EnableWebhookEndpoint, Result<Done>>
{
    public async Task<Result<Done>> Handle(EnableWebhookEndpoint command, CancellationToken cancellationToken)
    {
        await changes.TakeTurnAsync(db, cancellationToken);
        if (await db.Set<Endpoint>().FindAsync([command.Id], cancellationToken) is not { } endpoint)
            return command.Id.NotFound();
        endpoint.Enable();
        await changes.RaiseAsync(db, commit, cancellationToken);
        commit.AfterCommit(signal.Wake);
        return default(Done);
    }
}

internal static class EndpointRefusals
{
    public static NotFound NotFound(this Guid id) => new(id.ToString(), "webhook endpoint");
}
