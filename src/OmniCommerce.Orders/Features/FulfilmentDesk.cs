using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Features;

/// <summary>
/// Does a step of a fulfilment in the books, and then sends what it wrote down to the payment provider: outside of any transaction. What gets no
/// answer is sent again by the payments' own job.
/// </summary>
internal sealed class FulfilmentDesk(IMediator mediator)
{
    public async Task<Result<OrderId>> DoAsync(ICommand<OrderId> step, CancellationToken cancellationToken)
    {
        var done = await mediator.Send(step, cancellationToken);
        if (!done.IsRefused)
            await mediator.Send(new SendRefunds(done.Value), cancellationToken);
        return done;
    }

    public async Task<Result<Done>> DoAsync(ICommand<Done> step, OrderId order, CancellationToken cancellationToken)
    {
        var done = await mediator.Send(step, cancellationToken);
        if (!done.IsRefused)
            await mediator.Send(new SendRefunds(order), cancellationToken);
        return done;
    }
}
