using FluentValidation;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Orders.Features;

internal sealed class PlaceOrderHandler(IMediator mediator, Checkouts checkouts) : IRequestHandler<PlaceOrder, Result<OrderId>>
{
    public async Task<Result<OrderId>> Handle(PlaceOrder request, CancellationToken cancellationToken)
    {
        var start = new StartOrder(request.Caller, request.CartId, request.Email, request.Tenders, request.OperationId, request.At, request.Reference);
        if (!(await mediator.Send(start, cancellationToken)).Try(out var started, out var refusals))
            return new(refusals);

        // From here on money may move, whether or not the caller still waits for the answer.
        return await checkouts.FinishAsync(started, mayAsk: true).WaitAsync(cancellationToken);
    }

    internal sealed class Validator : AbstractValidator<PlaceOrder>
    {
        public Validator()
        {
            RuleFor(request => request.Email).EmailAddress().MaximumLength(254).WithMessage("Write an e-mail address of at most 254 characters, or none.");
            RuleFor(request => request.Tenders).MustNotBeTooMany();
        }
    }
}

internal static class TenderRules
{
    private const int MaxTenders = 10;

    public static void MustNotBeTooMany<T>(this IRuleBuilder<T, IReadOnlyList<TenderOffer>> tenders) =>
        tenders.Must(offers => offers.Count <= MaxTenders).WithMessage($"An order is paid by at most {MaxTenders} tenders.");
}
