using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

internal sealed class LocationExistsHandler(ILocations locations) : IRequestHandler<LocationExists, bool>
{
    public async Task<bool> Handle(LocationExists request, CancellationToken cancellationToken) =>
        await locations.FindAsync(request.LocationId, cancellationToken) is not null;
}
