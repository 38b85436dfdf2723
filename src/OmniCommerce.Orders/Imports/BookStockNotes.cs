using MediatR;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.Imports;

/// <summary>
/// Books corrections of the stock, once: what is more was found; what is less was there before these books began, and is written off. Answers
/// when it was booked.
/// </summary>
internal sealed record BookStockNotes(Caller Caller, LocationId LocationId, IReadOnlyList<StockNote> Notes, Guid? OperationId) : ICommand<DateTimeOffset>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(IMediator mediator, TimeProvider clock) : IRequestHandler<BookStockNotes, Result<DateTimeOffset>>
    {
        public async Task<Result<DateTimeOffset>> Handle(BookStockNotes command, CancellationToken cancellationToken)
        {
            foreach (var note in command.Notes)
            {
                var booked = await BookAsync(command.LocationId, note, cancellationToken);
                if (booked.IsRefused)
                    return new(booked.Refusals);
            }

            return clock.GetUtcNow();
        }

        private async Task<Result<Done>> BookAsync(LocationId location, StockNote note, CancellationToken cancellationToken)
        {
            var (variant, change, reason, at) = note;
            if (change > 0)
                return await mediator.Send(new ReceiveStock(variant, location, change, reason, at), cancellationToken);
            var received = await mediator.Send(new ReceiveStock(variant, location, -change, OpeningStock, at), cancellationToken);
            return received.IsRefused ? received : await mediator.Send(new WriteOffStock(variant, location, -change, reason, at), cancellationToken);
        }
    }

    public const string OpeningStock = "opening stock";
}

/// <summary>So many more, or fewer, of a variant.</summary>
internal sealed record StockNote(VariantId VariantId, int Change, string Reason, DateTimeOffset At);
