using FluentValidation;
using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Carts.GraphQL;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Says how the goods of a cart reach the shopper.</summary>
internal sealed record ChooseDelivery(Caller Caller, CartId? CartId, DeliveryInput Delivery, Guid? OperationId, DateTimeOffset? PickUpAt = null) : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class ChooseDeliveryHandler(CartAccess carts, ILocations locations, IPickUps pickUps, CartWatchers watchers) : IRequestHandler<ChooseDelivery, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(ChooseDelivery command, CancellationToken cancellationToken)
    {
        var chosen = await ChosenAsync(command.Delivery, command.PickUpAt, cancellationToken);
        if (!chosen.Try(out var delivery, out var refusals))
            return new Result<CartId>(refusals);
        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out refusals))
            return new Result<CartId>(refusals);
        if (delivery is CollectAtLocation { PickUp: { } time } && (await InTimeAsync(cart, time, command.Caller, cancellationToken)).Refusals is { Count: > 0 } tooSoon)
            return new Result<CartId>(tooSoon);

        cart.Deliver(delivery, carts.By(command.Caller));
        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }

    private async ValueTask<Result<Delivery>> ChosenAsync(DeliveryInput input, DateTimeOffset? pickUpAt, CancellationToken cancellationToken)
    {
        if (input.ShipTo is { } address)
            return new ShipToAddress(address.ToAddress());
        if (input.CollectAt is { } collection)
            return await RefusalOfAsync(collection, LocationService.Collection, "collectAt", cancellationToken) ?? await CollectedAsync(collection, pickUpAt, cancellationToken);
        return await RefusalOfAsync(input.CarryOutAt!.Value, LocationService.Sells, "carryOutAt", cancellationToken)
            ?? new Result<Delivery>(new CarryOut(input.CarryOutAt.Value));
    }

    private async ValueTask<Result<Delivery>> CollectedAsync(LocationId location, DateTimeOffset? pickUpAt, CancellationToken cancellationToken)
    {
        if (pickUpAt is not { } startsAt)
            return new CollectAtLocation(location);
        return (await pickUps.ChooseAsync(location, startsAt, null, cancellationToken)).Try(out var time, out var refusals) ? new CollectAtLocation(location, time) : new Result<Delivery>(refusals);
    }

    // Where goods that are there no more are not sent, the hold says so.
    private async Task<Result<PickUpTime>> InTimeAsync(Cart cart, PickUpTime time, Caller caller, CancellationToken cancellationToken) => await pickUps.ChooseAsync(
        time.LocationId, time.StartsAt, await pickUps.CollectableFromAsync(time.LocationId, HeldGoods.DemandOf(cart), caller.Channel, cancellationToken), cancellationToken);

    private async ValueTask<Result<Delivery>?> RefusalOfAsync(LocationId id, LocationService needed, string field, CancellationToken cancellationToken)
    {
        var location = await locations.FindAsync(id, cancellationToken);
        if (location is null)
            return new NotFound(id.ToString(), "location");
        if (location.Services.Contains(needed))
            return null;
        var reason = needed == LocationService.Collection ? "hands nothing out" : "sells nothing over the counter";
        return new InvalidInput($"{location.Name} {reason}. Choose another location.", ["delivery", field]);
    }

    internal sealed class Validator : AbstractValidator<ChooseDelivery>
    {
        public Validator()
        {
            RuleFor(command => command.Delivery)
                .Must(delivery => (delivery.ShipTo, delivery.CollectAt, delivery.CarryOutAt) is (not null, null, null) or (null, not null, null) or (null, null, not null))
                .WithMessage("Choose one of shipTo, collectAt and carryOutAt.");
            RuleFor(command => command.PickUpAt).Null().When(command => command.Delivery.CollectAt is null).WithMessage("Only what is collected has a pick-up time.");
            RuleFor(command => command.Delivery.ShipTo!).SetValidator(new AddressValidator()).When(command => command.Delivery.ShipTo is not null);
        }
    }
}
