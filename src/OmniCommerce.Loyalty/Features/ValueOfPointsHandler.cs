using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.Loyalty.Features;

internal sealed class ValueOfPointsHandler(LoyaltyOptions options) : IRequestHandler<ValueOfPoints, Money>
{
    public Task<Money> Handle(ValueOfPoints request, CancellationToken cancellationToken) => Task.FromResult(options.ValueOf(request.Points, request.Currency));
}
