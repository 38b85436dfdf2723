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
internal sealed record ChooseDelivery(
    Caller Caller, CartId? CartId, DeliveryInput Delivery, Guid? OperationId, DateTimeOffset? PickUpAt = null, IReadOnlyList<CarryOutLineInput>? CarryOut = null)
    : ICommand<CartId>, IRepeatable
{
    public string Actor => Caller.Actor;
}

internal sealed class ChooseDeliveryHandler(CartAccess carts, ILocations locations, IPickUps pickUps, CartWatchers watchers) : IRequestHandler<ChooseDelivery, Result<CartId>>
{
    public async Task<Result<CartId>> Handle(ChooseDelivery command, CancellationToken cancellationToken)
    {
        var chosen = await ChosenAsync(command, cancellationToken);
        if (!chosen.Try(out var delivery, out var refusals))
            return new Result<CartId>(refusals);
        var found = await carts.FindOpenAsync(command.Caller, command.CartId, cancellationToken);
        if (!found.Try(out var cart, out refusals))
            return new Result<CartId>(refusals);
        if (delivery is CollectAtLocation { PickUp: { } time } && (await InTimeAsync(cart, time, command.Caller, cancellationToken)).Refusals is { Count: > 0 } tooSoon)
            return new Result<CartId>(tooSoon);

        if (delivery is not ShipToAddress { CarriedOutOf: not null } sent)
            cart.Deliver(delivery, carts.By(command.Caller));
        else if (cart.Deliver(sent, [.. command.CarryOut!.Select(line => (line.LineId, line.Quantity))], carts.By(command.Caller)) is { } refusal)
            return refusal;
        watchers.Tell(cart, command.Caller);
        return cart.Id;
    }

    private async ValueTask<Result<Delivery>> ChosenAsync(ChooseDelivery command, CancellationToken cancellationToken)
    {
        var input = command.Delivery;
        if (input.ShipTo is { } address)
            return command.CarryOut is { Count: > 0 } ? await SentInPartAsync(address.ToAddress(), command.Caller, cancellationToken) : new ShipToAddress(address.ToAddress());
        if (input.CollectAt is { } collection)
        {
            return await RefusalOfAsync(collection, LocationService.Collection, ["delivery", "collectAt"], cancellationToken)
                ?? await CollectedAsync(collection, command.PickUpAt, cancellationToken);
        }

        return await RefusalOfAsync(input.CarryOutAt!.Value, LocationService.Sells, ["delivery", "carryOutAt"], cancellationToken)
            ?? new Result<Delivery>(new CarryOut(input.CarryOutAt.Value));
    }

    // What is handed over now, somebody in the store hands over.
    private async ValueTask<Result<Delivery>> SentInPartAsync(Address address, Caller caller, CancellationToken cancellationToken) =>
        !caller.IsTill || caller.LocationId is not { } store
            ? new Forbidden("Only a till in a store lets goods be carried out of it. Leave carryOut out, and all of them are sent.")
            : await RefusalOfAsync(store, LocationService.Sells, ["carryOut"], cancellationToken) ?? new Result<Delivery>(new ShipToAddress(address, store));

    private async ValueTask<Result<Delivery>> CollectedAsync(LocationId location, DateTimeOffset? pickUpAt, CancellationToken cancellationToken)
    {
        if (pickUpAt is not { } startsAt)
            return new CollectAtLocation(location);
        return (await pickUps.ChooseAsync(location, startsAt, null, cancellationToken)).Try(out var time, out var refusals) ? new CollectAtLocation(location, time) : new Result<Delivery>(refusals);
    }

    // Where goods that are there no more are not sent, the hold says so.
    private async Task<Result<PickUpTime>> InTimeAsync(Cart cart, PickUpTime time, Caller caller, CancellationToken cancellationToken) => await pickUps.ChooseAsync(
        time.LocationId, time.StartsAt, await pickUps.CollectableFromAsync(time.LocationId, HeldGoods.DemandOf(cart), caller.Channel, cancellationToken), cancellationToken);

    private async ValueTask<Result<Delivery>?> RefusalOfAsync(LocationId id, LocationService needed, string[] path, CancellationToken cancellationToken)
    {
        var location = await locations.FindAsync(id, cancellationToken);
        if (location is null)
            return new NotFound(id.ToString(), "location");
        if (location.Services.Contains(needed))
            return null;
        var reason = needed == LocationService.Collection ? "hands nothing out" : "sells nothing over the counter";
        return new InvalidInput($"{location.Name} {reason}. Choose another location.", path);
    }

    internal sealed class Validator : AbstractValidator<ChooseDelivery>
    {
        public Validator()
        {
            RuleFor(command => command.Delivery)
                .Must(delivery => (delivery.ShipTo, delivery.CollectAt, delivery.CarryOutAt) is (not null, null, null) or (null, not null, null) or (null, null, not null))
                .WithMessage("Choose one of shipTo, collectAt and carryOutAt.");
            RuleFor(command => command.PickUpAt).Null().When(command => command.Delivery.CollectAt is null).WithMessage("Only what is collected has a pick-up time.");
            RuleFor(command => command.CarryOut).Null().When(command => command.Delivery.ShipTo is null)
                .WithMessage("Only of what is sent a part can be carried out. For all of it choose carryOutAt.");
            RuleFor(command => command.Delivery.ShipTo!).SetValidator(new AddressValidator()).When(command => command.Delivery.ShipTo is not null);
        }
    }
}
