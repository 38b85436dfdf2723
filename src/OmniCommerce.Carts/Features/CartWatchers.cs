using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Events;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Carts.Features;

/// <summary>Tells whoever watches a cart that it has changed, once the change is committed.</summary>
internal sealed class CartWatchers(CommitActions commit, IBroadcast broadcast)
{
    private Cart? _changed;

    /// <param name="cart">The cart.</param>
    /// <param name="caller">Whose device changed it; null when none did: then the channel is that of the last one that did.</param>
    public void Tell(Cart cart, Caller? caller)
    {
        var changed = new CartChanged(cart.Id, caller?.Channel ?? cart.ChangedOn, caller?.DeviceName);
        commit.AfterCommit(() =>
        {
            _changed = cart;
            broadcast.Publish(CartChanged.Topic(changed.CartId), changed);
        });
    }

    /// <summary>The cart as the last command of this scope committed it, told once; null when it committed none, as a repeat does.</summary>
    public Cart? TakeChanged(CartId id) => Interlocked.Exchange(ref _changed, null) is { } cart && cart.Id == id ? cart : null;
}
