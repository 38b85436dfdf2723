using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Features;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.GraphQL;

/// <summary>Each sends one command and shows the cart as it stands after it.</summary>
[MutationType]
internal static class CartMutations
{
    /// <summary>Adds to a cart, all or nothing.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<CartNotOpen>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> AddCartLines(AddCartLinesInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken)
    {
        AddCartLine[] lines = [.. input.Lines.Select(line => new AddCartLine(line.Variant, line.Quantity))];
        return ShowAsync(new AddCartLines(caller, input.CartId, lines, input.OperationId), mediator, carts, cancellationToken);
    }

    /// <summary>Sets quantities in a cart, all or nothing; 0 removes a line.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<CartNotOpen>]
    [Error<VersionConflict>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> ChangeCartLines(ChangeCartLinesInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken)
    {
        ChangeCartLine[] lines = [.. input.Lines.Select(line => new ChangeCartLine(line.LineId, line.Quantity))];
        return ShowAsync(new ChangeCartLines(caller, input.CartId, input.Version, lines, input.OperationId), mediator, carts, cancellationToken);
    }

    /// <summary>Removes lines from a cart, all or nothing.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<CartNotOpen>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> RemoveCartLines(RemoveCartLinesInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken) =>
        ShowAsync(new RemoveCartLines(caller, input.CartId, input.LineIds, input.OperationId), mediator, carts, cancellationToken);

    /// <summary>A coupon, gift card or store-credit code; what it did, or why it did nothing, is in the cart's priceTrace.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<CodeRejected>]
    [Error<CartNotOpen>]
    [Error<OperationReused>]
    [OncePerRequest]
    public static Task<Result<PricedCart>> ApplyCartCode(ApplyCartCodeInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken) =>
        ShowAsync(new ApplyCartCode(caller, input.CartId, input.Code, input.OperationId), mediator, carts, cancellationToken);

    /// <summary>Takes a code out of a cart.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<CartNotOpen>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> RemoveCartCode(RemoveCartCodeInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken) =>
        ShowAsync(new RemoveCartCode(caller, input.CartId, input.Code, input.OperationId), mediator, carts, cancellationToken);

    /// <summary>
    /// Ship to an address, collect at a location, or carry out of the store; at a till also ship some of it and carry the others out. A place in a
    /// pick-up slot is taken when the cart is held.
    /// </summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PickUpSlotNotFree>]
    [Error<CartNotOpen>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> ChooseDelivery(ChooseDeliveryInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken) =>
        ShowAsync(new ChooseDelivery(caller, input.CartId, input.Delivery, input.OperationId, input.PickUpAt, input.CarryOut), mediator, carts, cancellationToken);

    /// <summary>Takes stock, a place in the pick-up slot, coupons, points and gift-card money for this cart together, all or nothing, until the hold expires.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<PickUpSlotNotFree>]
    [Error<CartEmpty>]
    [Error<CartNotOpen>]
    [Error<CodeRejected>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> HoldCart(HoldCartInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken) =>
        ShowAsync(new HoldCart(caller, input.CartId, input.Seconds, input.OperationId), mediator, carts, cancellationToken);

    /// <summary>Lets go what a cart holds, so that it can be changed again.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<CartNotOpen>]
    [Error<OperationReused>]
    public static Task<Result<PricedCart>> ReleaseCart(ReleaseCartInput input, Caller caller, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken) =>
        ShowAsync(new ReleaseCart(caller, input.CartId, input.OperationId), mediator, carts, cancellationToken);

    private static async Task<Result<PricedCart>> ShowAsync(IRequest<Result<CartId>> command, IMediator mediator, ReadCarts carts, CancellationToken cancellationToken)
    {
        var changed = await mediator.Send(command, cancellationToken);
        if (!changed.Try(out var id, out var refusals))
            return new Result<PricedCart>(refusals);
        return await carts.ChangedAsync(id, cancellationToken);
    }
}
