using MediatR;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Pricing.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[MutationType]
internal static class OrderMutations
{
    /// <summary>Makes an order of a cart, and pays for it.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<PickUpSlotNotFree>]
    [Error<CartEmpty>]
    [Error<CartNotOpen>]
    [Error<CodeRejected>]
    [Error<PaymentDeclined>]
    [Error<PaymentRequiresAction>]
    [Error<PaymentTooSmall>]
    [Error<TenderMismatch>]
    [Error<OperationReused>]
    [OncePerRequest]
    public static async Task<Result<PlacedOrder>> PlaceOrder(
        PlaceOrderInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken)
    {
        if (!TenderInput.ToOffers(input.Tenders).Try(out var offers, out var refusals))
            return new(refusals);
        var placed = await mediator.Send(new PlaceOrder(caller, input.CartId, input.Email, offers, input.OperationId), cancellationToken);
        if (placed.Refusals is [PaymentUnresolved unresolved])
            throw new GraphQLException($"{unresolved.Message} Repeat the request with the same operationId.", "PAYMENT_UNRESOLVED");
        return await AsItStandsAsync(placed, caller, orders, cancellationToken);
    }

    /// <summary>Calls an order off before its goods have left: stock, coupons, points and money go back where they came from.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentIsDisputed>]
    [Error<OperationReused>]
    public static async Task<Result<PlacedOrder>> CancelOrder(
        CancelOrderInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken) =>
        await AsItStandsAsync(
            await mediator.Send(new CancelOrder(caller, input.OrderId, input.Reason, input.OperationId), cancellationToken), caller, orders, cancellationToken);

    /// <summary>Calls a part of an order off before it has left.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<VersionConflict>]
    [Error<PaymentIsDisputed>]
    [Error<OperationReused>]
    public static async Task<Result<CancelOrderLinesPayload>> CancelOrderLines(
        CancelOrderLinesInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken)
    {
        CancelLine[] lines = [.. input.Lines.Select(line => new CancelLine(line.OrderLineId, line.Quantity))];
        var cancelled = await mediator.Send(
            new CancelOrderLines(caller, input.OrderId, lines, input.Reason, input.Version, input.OperationId), cancellationToken);
        if (!cancelled.Try(out var items, out var refusals))
            return new(refusals);
        var order = await AsItStandsAsync(items.OrderId, caller, orders, cancellationToken);
        if (order.IsRefused)
            return new(order.Refusals);
        return new CancelOrderLinesPayload(order.Value, items.Refunded, items.PointsReversed);
    }

    /// <summary>At a till: the goods of an order are handed over or sent, all of them, and its cards are charged.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentLapsed>]
    [Error<OperationReused>]
    public static async Task<Result<PlacedOrder>> FulfilOrder(
        FulfilOrderInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken) =>
        await AsItStandsAsync(await mediator.Send(new FulfilOrder(caller, input.OrderId, input.OperationId), cancellationToken), caller, orders, cancellationToken);

    /// <summary>Takes goods of an order back, and gives what was paid for them back.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentIsDisputed>]
    [Error<OperationReused>]
    public static async Task<Result<ReturnItemsPayload>> ReturnItems(
        ReturnItemsInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken)
    {
        ReturnLine[] lines = [.. input.Lines.Select(line => line.ToLine())];
        var returned = await mediator.Send(new ReturnItems(caller, input.OrderId, lines, input.LocationId, input.OperationId), cancellationToken);
        if (!returned.Try(out var items, out var refusals))
            return new(refusals);
        var order = await AsItStandsAsync(items.OrderId, caller, orders, cancellationToken);
        if (order.IsRefused)
            return new(order.Refusals);
        return new ReturnItemsPayload(order.Value, items.Refunded, items.PointsReversed);
    }

    /// <summary>Sends an order to another address, or to its first when nobody had said how it reaches the shopper, as long as nothing of it has left.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<VersionConflict>]
    [Error<OperationReused>]
    public static async Task<Result<PlacedOrder>> ChangeOrderAddress(
        ChangeOrderAddressInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken) =>
        await AsItStandsAsync(
            await mediator.Send(new ChangeOrderAddress(caller, input.OrderId, input.Address, input.Version, input.OperationId), cancellationToken),
            caller,
            orders,
            cancellationToken);

    /// <summary>Says when an order is collected, as long as some of it is still to be; in the new slot it has a place, and none in the old one.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PickUpSlotNotFree>]
    [Error<VersionConflict>]
    [Error<OperationReused>]
    public static async Task<Result<PlacedOrder>> ChangePickUpTime(
        ChangePickUpTimeInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken) =>
        await AsItStandsAsync(
            await mediator.Send(new ChangePickUpTime(caller, input.OrderId, input.PickUpAt, input.Version, input.OperationId), cancellationToken),
            caller,
            orders,
            cancellationToken);

    /// <summary>Writes a note on an order.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<PlacedOrder>> AddOrderNote(
        AddOrderNoteInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken) =>
        await AsItStandsAsync(
            await mediator.Send(new AddOrderNote(caller, input.OrderId, input.Note, input.OperationId), cancellationToken), caller, orders, cancellationToken);

    /// <summary>At a till: takes goods back without a receipt.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<ReturnWithoutReceiptPayload>> ReturnWithoutReceipt(
        ReturnWithoutReceiptInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var lines = new ReceiptlessLine[input.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var (variant, quantity, price, condition) = input.Lines[i];
            if (price is not null && price.ToMoney() is null)
                return price.Refuse("lines", $"{i}", "unitPrice");
            lines[i] = new ReceiptlessLine(variant, quantity, price?.ToMoney(), condition);
        }

        var returned = await mediator.Send(new ReturnWithoutReceipt(caller, lines, input.GiftCardCode, input.ApprovedBy, input.OperationId), cancellationToken);
        if (!returned.Try(out var items, out var refusals))
            return new(refusals);
        return new ReturnWithoutReceiptPayload(items.Refunded);
    }

    /// <summary>Goods of an order come back, and those of a cart go out for them: both or neither. What is worth the same moves no money.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OutOfStock>]
    [Error<PickUpSlotNotFree>]
    [Error<CartEmpty>]
    [Error<CartNotOpen>]
    [Error<CodeRejected>]
    [Error<PaymentDeclined>]
    [Error<PaymentRequiresAction>]
    [Error<PaymentTooSmall>]
    [Error<NotLeftYet>]
    [Error<PaymentNotTaken>]
    [Error<TenderMismatch>]
    [Error<PaymentIsDisputed>]
    [Error<OperationReused>]
    public static async Task<Result<ExchangeItemsPayload>> ExchangeItems(
        ExchangeItemsInput input, Caller caller, IMediator mediator, FindOrders orders, CancellationToken cancellationToken)
    {
        if (!TenderInput.ToOffers(input.Tenders ?? []).Try(out var offers, out var refusals))
            return new(refusals);
        ReturnLine[] lines = [.. input.Lines.Select(line => line.ToLine())];
        var exchanged = await mediator.Send(
            new ExchangeItems(caller, input.OrderId, lines, input.LocationId, input.CartId, offers, input.OperationId), cancellationToken);
        if (exchanged.Refusals is [PaymentUnresolved unresolved])
            throw new GraphQLException($"{unresolved.Message} Repeat the request with the same operationId.", "PAYMENT_UNRESOLVED");
        if (!exchanged.Try(out var items, out refusals))
            return new(refusals);
        var order = await AsItStandsAsync(items.OrderId, caller, orders, cancellationToken);
        var from = await AsItStandsAsync(items.ReturnedFrom, caller, orders, cancellationToken);
        if (order.IsRefused || from.IsRefused)
            return new([.. order.Refusals, .. from.Refusals]);
        return new ExchangeItemsPayload(order.Value, from.Value, items.Value, items.Refunded);
    }

    private static async Task<Result<PlacedOrder>> AsItStandsAsync(Result<OrderId> id, Caller caller, FindOrders orders, CancellationToken cancellationToken)
    {
        if (id.IsRefused)
            return new(id.Refusals);

        // Who repeats an operation may have signed out since.
        return await orders.ByIdAsync(id.Value, caller, cancellationToken) is { } order ? order : new Forbidden("The order belongs to another shopper.");
    }
}
