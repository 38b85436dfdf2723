using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Tells whoever watches a cart that it has changed, once the change is committed.</summary>
internal sealed class CartWatchers(CommitActions commit, IBroadcast broadcast)
{
    /// <param name="cart">The cart.</param>
    /// <param name="caller">Whose device changed it; null when none did: then the channel is that of the last one that did.</param>
    public void Tell(Cart cart, Caller? caller)
    {
        var changed = new CartChanged(cart.Id, caller?.Channel ?? cart.ChangedOn, caller?.DeviceName);
        commit.AfterCommit(() => broadcast.Publish(CartChanged.Topic(changed.CartId), changed));
    }
}
