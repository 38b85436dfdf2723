using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Outbox;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.Webhooks.Features;

internal sealed class AddWebhookEndpointHandler(
    CommerceDbContext db, EndpointChanges changes, CommitActions commit, EventTypes known, WebhooksOptions options, TimeProvider clock)
    : IRequestHandler<AddWebhookEndpoint, Result<AddedWebhookEndpoint>>
{
    public async Task<Result<AddedWebhookEndpoint>> Handle(AddWebhookEndpoint command, CancellationToken cancellationToken)
    {
        if (TargetUrl.Refuse(command.Url, options.AllowInsecureTargets) is { } reason)
            return InvalidInput.At("url", reason);
        if (TypesOf(command.Types) is not { } types)
            return InvalidInput.At("types", $"Say which events: {EventNames.All} for all, or some of {string.Join(", ", Names())}.");

        var now = clock.GetUtcNow();
        var endpoint = new Endpoint { Id = Guid.CreateVersion7(now), Url = command.Url, Types = types, Secret = Signature.NewSecret(), CreatedAt = now };
        await changes.TakeTurnAsync(db, cancellationToken);
        db.Add(endpoint);
        await changes.RaiseAsync(db, commit, cancellationToken);
        return new AddedWebhookEndpoint(endpoint.Id, endpoint.Secret);
    }

    private IEnumerable<string> Names() => known.Names.Select(type => EventNames.Of(type.Name, type.Version)).Order(StringComparer.Ordinal);

    private string? TypesOf(IReadOnlyList<string> types)
    {
        if (types.Contains(EventNames.All))
            return EventNames.All;
        var names = Names().ToHashSet();
        var joined = string.Join(',', types.Distinct());
        return types.Count > 0 && types.All(names.Contains) && joined.Length <= Endpoint.MaxTypesLength ? joined : null;
    }
}
