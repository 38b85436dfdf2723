using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Features;

/// <summary>A place in the slot in which the cart is collected, when one was chosen. A held cart does not change, so that most holds need not ask for it.</summary>
internal sealed class HeldPickUpSlot(CommerceDbContext db, IMediator mediator, IPickUps pickUps) : IHoldable
{
    public async Task<IReadOnlyList<HoldId>> OverdueAsync(Cart cart, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (TimeOf(cart) is not { } time)
            return [];
        var holders = await pickUps.HoldersAsync(time, cancellationToken);
        return await db.Set<Hold>().Where(hold => holders.Contains(hold.Id) && hold.Status == HoldStatus.Held && hold.ExpiresAt <= now)
            .Select(hold => hold.Id).ToListAsync(cancellationToken);
    }

    public Task<Result<Done>> TakeAsync(Taking taking, CancellationToken cancellationToken) =>
        TimeOf(taking.Cart) is { } time ? mediator.Send(new HoldPickUpSlot(taking.Id, time, taking.AreSent), cancellationToken) : IHoldable.Nothing;

    public Task<Result<Done>> ReleaseAsync(Releasing releasing, CancellationToken cancellationToken) =>
        TimeOf(releasing.Cart) is null ? IHoldable.Nothing : mediator.Send(new ReleasePickUpSlot(releasing.Id), cancellationToken);

    public Task<Result<Done>> CommitAsync(Committing committing, CancellationToken cancellationToken) =>
        TimeOf(committing.Cart) is null ? IHoldable.Nothing : mediator.Send(new KeepPickUpSlot(committing.Id, committing.OrderId), cancellationToken);

    private static PickUpTime? TimeOf(Cart cart) => (cart.Delivery as CollectAtLocation)?.PickUp;
}
