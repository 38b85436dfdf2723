using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Features;

/// <summary>
/// Brings an order that was started to its end: paid and confirmed, or failed with everything let go. Every step may be repeated, by this node
/// or another, and decides by what the books say then; so a process that died is simply begun again. Within one node, whoever comes second
/// waits for the first. An order whose payment is not decided in time fails too: <see cref="OrderOptions.PayWithinMinutes"/>.
/// </summary>
internal sealed class Checkouts(IServiceScopeFactory scopes, OrderOptions options, ThisNode node, TimeProvider clock)
{
    private static readonly TimeSpan[] PausesWhileUnanswered = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1)];

    private readonly ConcurrentDictionary<OrderId, Task<Result<OrderId>>> _running = new();

    /// <summary>
    /// The order, or why it failed. Refused with <see cref="PaymentUnresolved"/> while the payment provider does not say, and with
    /// <see cref="PaymentRequiresAction"/> while the shopper is to do something; the order stays pending.
    /// </summary>
    /// <param name="id">The order.</param>
    /// <param name="mayAsk">Whether the shopper is there, so that cards may be asked for; otherwise what was not promised yet is given up.</param>
    public Task<Result<OrderId>> FinishAsync(OrderId id, bool mayAsk) => FinishAsync(new StartedOrder(id), mayAsk);

    /// <summary>The same, without asking how an order stands that was started just now.</summary>
    public async Task<Result<OrderId>> FinishAsync(StartedOrder order, bool mayAsk)
    {
        var outcome = new TaskCompletionSource<Result<OrderId>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _running.GetOrAdd(order.Id, outcome.Task);
        if (running != outcome.Task)
            return await running;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            outcome.SetResult(await RunAsync(scope.ServiceProvider.GetRequiredService<IMediator>(), order, mayAsk));
        }
        catch (Exception exception)
        {
            outcome.SetException(exception);
        }
        finally
        {
            _running.TryRemove(order.Id, out _);
        }

        return await outcome.Task;
    }

    private async Task<Result<OrderId>> RunAsync(IMediator mediator, StartedOrder order, bool mayAsk)
    {
        var id = order.Id;
        for (var standing = order.Now; ; standing = null)
        {
            var (status, endedBecause, startedAt, nodeId) = standing ?? await mediator.Send(new FindOrderStatus(id));
            if (status == OrderStatus.Failed)
                return new(RefusalJson.Read(endedBecause!));
            if (status != OrderStatus.Pending)
                return id;
            if (nodeId != node.Id)
                await mediator.Send(new TakeOrderUp(id));

            var paid = order.IsPaid ? default(Done) : mayAsk ? await PayAsync(mediator, id) : await ReadAsync(mediator, id);
            if (paid.Refusals is [PaymentUnresolved or PaymentRequiresAction])
            {
                if (clock.GetUtcNow() - startedAt < TimeSpan.FromMinutes(options.PayWithinMinutes))
                    return new(paid.Refusals);

                // Should the provider have promised it after all, the promise is cancelled as soon as it answers.
                paid = new PaymentDeclined(PaymentDeclined.NotInTime);
            }

            var confirmed = paid.IsRefused ? new(paid.Refusals) : await mediator.Send(new ConfirmOrder(id));
            if (confirmed.Try(out var done, out var refusals))
            {
                // Without an answer it is taken by the payments' own job.
                if (done.ChargesCards)
                    await mediator.Send(new CaptureTenders(id));
                return id;
            }

            await mediator.Send(new FailOrder(id, refusals));
            await mediator.Send(new VoidTenders(id));
        }
    }

    private async Task<Result<Done>> PayAsync(IMediator mediator, OrderId id)
    {
        var paid = await mediator.Send(new AuthorizeTenders(id));
        foreach (var pause in PausesWhileUnanswered)
        {
            if (paid.Refusals is not [PaymentUnresolved])
                return paid;
            await Task.Delay(pause, clock);

            // Reading the truth first: what the provider has done already is not asked for again.
            paid = await mediator.Send(new ResolveTenders(id));
            if (!paid.IsRefused)
                paid = await mediator.Send(new AuthorizeTenders(id));
        }

        return paid;
    }

    private static async Task<Result<Done>> ReadAsync(IMediator mediator, OrderId id)
    {
        var truth = await mediator.Send(new ResolveTenders(id));
        if (truth.IsRefused)
            return truth;
        var tenders = await mediator.Send(new TendersOf([id]));
        return tenders[id].All(tender => tender.Status == PaymentStatus.Authorized) ? truth : new PaymentDeclined(PaymentDeclined.NotCompleted);
    }
}
