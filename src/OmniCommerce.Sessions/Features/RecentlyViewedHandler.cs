using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.Sessions.Features;

internal sealed class RememberViewHandler(LiveSessions sessions) : INotificationHandler<RememberView>
{
    public Task Handle(RememberView notification, CancellationToken cancellationToken)
    {
        sessions.Viewed(notification.SessionId, notification.ProductId);
        return Task.CompletedTask;
    }
}

internal sealed class RecentlyViewedHandler(LiveSessions sessions) : IRequestHandler<RecentlyViewed, IReadOnlyList<ProductId>>
{
    public async Task<IReadOnlyList<ProductId>> Handle(RecentlyViewed request, CancellationToken cancellationToken)
    {
        var views = await sessions.ViewsAsync(request.SessionId, cancellationToken);
        return [.. views.Take(request.First).Select(view => view.Product)];
    }
}
