using FluentValidation;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Features;

internal sealed class AddOrderNoteHandler(CommerceDbContext db, OrderHistory history, OrderNews news) : IRequestHandler<AddOrderNote, Result<OrderId>>
{
    public async Task<Result<OrderId>> Handle(AddOrderNote command, CancellationToken cancellationToken)
    {
        var order = await db.LockOrderAsync(command.OrderId, withLines: false, cancellationToken);
        if (OrderRows.RefuseTo(command.Caller, command.OrderId, order) is { } refusal)
            return new([refusal]);
        history.Write(order!, command.Caller, OrderChangeKind.Noted, "A note was written.", command.Note.Trim());
        news.Tell(order!);
        return order!.Id;
    }

    internal sealed class Validator : AbstractValidator<AddOrderNote>
    {
        public Validator() =>
            RuleFor(command => command.Note).Must(note => note.Trim().Length is > 0 and <= 1_000).WithMessage("Write 1 to 1,000 characters.");
    }
}
