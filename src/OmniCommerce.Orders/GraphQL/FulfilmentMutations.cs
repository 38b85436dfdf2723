using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Features;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

/// <summary>Names a fulfilment. A repeat with the same operationId changes nothing.</summary>
internal sealed record StartPickingInput(FulfilmentId FulfilmentId, Guid? OperationId);

/// <summary>So many of a variant in a fulfilment.</summary>
internal sealed record FulfilmentLineInput(VariantId VariantId, int Quantity);

/// <summary>Goods that are not on their shelf.</summary>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="Missing">What is missing.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ReportShortPickInput(FulfilmentId FulfilmentId, IReadOnlyList<FulfilmentLineInput> Missing, Guid? OperationId);

/// <summary>What is collected is ready. A repeat with the same operationId changes nothing.</summary>
internal sealed record MakeFulfilmentReadyInput(FulfilmentId FulfilmentId, Guid? OperationId);

/// <summary>A fulfilment is sent, all of it.</summary>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="Carrier">Who carries it.</param>
/// <param name="TrackingNumber">The carrier's number of it.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record ShipFulfilmentInput(FulfilmentId FulfilmentId, string? Carrier, string? TrackingNumber, Guid? OperationId);

/// <summary>Goods are handed over.</summary>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="Lines">What of it; all that is open unless said.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record CollectFulfilmentInput(FulfilmentId FulfilmentId, IReadOnlyList<FulfilmentLineInput>? Lines, Guid? OperationId);

/// <summary>What was sent has arrived. A repeat with the same operationId changes nothing.</summary>
internal sealed record ConfirmDeliveryInput(FulfilmentId FulfilmentId, Guid? OperationId);

/// <summary>What is open of a fulfilment will not leave.</summary>
/// <param name="FulfilmentId">The fulfilment.</param>
/// <param name="Reason">Why, for the books.</param>
/// <param name="OperationId">A repeat with the same id changes nothing.</param>
internal sealed record CancelFulfilmentInput(FulfilmentId FulfilmentId, string? Reason, Guid? OperationId);

[MutationType]
internal static class FulfilmentMutations
{
    /// <summary>At a till: somebody begins to take the goods from the shelves.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> StartPicking(
        StartPickingInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(new StartPicking(caller, input.FulfilmentId, input.OperationId), caller, desk, orders, cancellationToken);

    /// <summary>At a till: goods are not on their shelf. They come from elsewhere, or what was paid for them goes back.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentIsDisputed>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> ReportShortPick(
        ReportShortPickInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(new ReportShortPick(caller, input.FulfilmentId, Parts(input.Missing), input.OperationId), caller, desk, orders, cancellationToken);

    /// <summary>At a till: what is collected is ready.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> MakeFulfilmentReady(
        MakeFulfilmentReadyInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(new MakeReady(caller, input.FulfilmentId, input.OperationId), caller, desk, orders, cancellationToken);

    /// <summary>At a till: a fulfilment is sent. With the first that leaves, the order's cards are charged.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentLapsed>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> ShipFulfilment(
        ShipFulfilmentInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(new ShipFulfilment(caller, input.FulfilmentId, input.Carrier, input.TrackingNumber, input.OperationId), caller, desk, orders, cancellationToken);

    /// <summary>At a till: goods are handed over, all that are open or a part.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentLapsed>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> CollectFulfilment(
        CollectFulfilmentInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(
            new HandOver(caller, input.FulfilmentId, input.Lines is null ? null : Parts(input.Lines), input.OperationId), caller, desk, orders, cancellationToken);

    /// <summary>At a till: what was sent has arrived.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> ConfirmDelivery(
        ConfirmDeliveryInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(new ConfirmDelivery(caller, input.FulfilmentId, input.OperationId), caller, desk, orders, cancellationToken);

    /// <summary>At a till: what is open of a fulfilment will not leave; what was paid for it goes back.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<InvalidInput>]
    [Error<PaymentIsDisputed>]
    [Error<OperationReused>]
    public static Task<Result<PlacedOrder>> CancelFulfilment(
        CancelFulfilmentInput input, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken) =>
        DoAsync(new CancelFulfilment(caller, input.FulfilmentId, input.Reason, input.OperationId), caller, desk, orders, cancellationToken);

    private static StockDemand[] Parts(IReadOnlyList<FulfilmentLineInput> lines) => [.. lines.Select(line => new StockDemand(line.VariantId, line.Quantity))];

    private static async Task<Result<PlacedOrder>> DoAsync(
        ICommand<OrderId> step, Caller caller, FulfilmentDesk desk, FindOrders orders, CancellationToken cancellationToken)
    {
        var done = await desk.DoAsync(step, cancellationToken);
        if (!done.Try(out var id, out var refusals))
            return new(refusals);
        return await orders.ByIdAsync(id, caller, cancellationToken) ?? throw new InvalidOperationException($"Order {id} was changed and is gone.");
    }
}
