using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

internal sealed class ExchangeItemsHandler(IMediator mediator, Checkouts checkouts, IDbContextFactory<CommerceDbContext> contexts)
    : IRequestHandler<ExchangeItems, Result<ExchangedItems>>
{
    public async Task<Result<ExchangedItems>> Handle(ExchangeItems request, CancellationToken cancellationToken)
    {
        await AskForUnansweredChargesAsync(request.OrderId, cancellationToken);
        var wish = new ExchangeWish(request.OrderId, request.Lines, request.LocationId);
        var start = new StartOrder(request.Caller, request.CartId, null, request.Tenders, request.OperationId, null, null, wish);
        if (!(await mediator.Send(start, cancellationToken)).Try(out var started, out var refusals))
            return new(refusals);

        // From here on money may move, whether or not the caller still waits for the answer.
        var finished = await checkouts.FinishAsync(started, mayAsk: true).WaitAsync(cancellationToken);
        if (finished.IsRefused)
            return new(finished.Refusals);
        await mediator.Send(new SendRefunds(request.OrderId), cancellationToken);
        return await BookedAsync(started.Id, cancellationToken);
    }

    // Only money that was taken pays for other goods.
    private async Task AskForUnansweredChargesAsync(OrderId order, CancellationToken cancellationToken)
    {
        var tenders = await mediator.Send(new TendersOf([order]), cancellationToken);
        if (tenders[order].Any(tender => tender.AwaitsCharge))
            await mediator.Send(new CaptureTenders(order), cancellationToken);
    }

    private async Task<ExchangedItems> BookedAsync(OrderId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await db.Set<Order>().AsNoTracking().SingleAsync(order => order.Id == id, cancellationToken);
        var exchange = order.Exchange!;
        return new ExchangedItems(id, exchange.OrderId, new Money(exchange.Value, order.Currency), new Money(exchange.Value - exchange.Pays, order.Currency));
    }

    internal sealed class Validator : AbstractValidator<ExchangeItems>
    {
        public Validator()
        {
            RuleFor(request => request.Lines).MustBeReturnable();
            RuleFor(request => request.Tenders).MustNotBeTooMany();
        }
    }
}
