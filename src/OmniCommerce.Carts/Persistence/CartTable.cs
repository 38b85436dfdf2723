using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Persistence;

/// <summary>
/// Finds carts with their lines, each by one statement: by id, or the one a shopper puts things into. The statements are compiled once: they
/// are what carts are asked for all day. A compiled statement belongs to a model, so this lives as long as the container does.
/// </summary>
internal sealed class CartTable
{
    private readonly Func<CommerceDbContext, CartId, CancellationToken, Task<Cart?>> _byId = EF.CompileAsyncQuery(
        (CommerceDbContext db, CartId id, CancellationToken _) => db.Set<Cart>().Include(cart => cart.Lines.OrderBy(line => line.Position))
            .SingleOrDefault(cart => cart.Id == id));

    private readonly Func<CommerceDbContext, CustomerId?, CancellationToken, Task<Cart?>> _ofCustomer = EF.CompileAsyncQuery(
        (CommerceDbContext db, CustomerId? customer, CancellationToken _) => db.Set<Cart>().Include(cart => cart.Lines.OrderBy(line => line.Position))
            .SingleOrDefault(cart => cart.CustomerId == customer && cart.CustomerId != null && cart.TillId == null
                && (cart.Status == CartStatus.Open || cart.Status == CartStatus.Held)));

    private readonly Func<CommerceDbContext, SessionId?, CancellationToken, Task<Cart?>> _ofGuest = EF.CompileAsyncQuery(
        (CommerceDbContext db, SessionId? session, CancellationToken _) => db.Set<Cart>().Include(cart => cart.Lines.OrderBy(line => line.Position))
            .SingleOrDefault(cart => cart.SessionId == session && cart.SessionId != null && cart.CustomerId == null && cart.TillId == null
                && (cart.Status == CartStatus.Open || cart.Status == CartStatus.Held)));

    // To look at: one row per line, which costs two thirds of what the tracked cart does.
    private readonly Func<CommerceDbContext, CartId, IAsyncEnumerable<Row>> _rowsById = EF.CompileAsyncQuery(
        (CommerceDbContext db, CartId id) =>
            from cart in db.Set<Cart>().AsNoTracking()
            where cart.Id == id
            from line in db.Set<CartLine>().Where(line => line.CartId == cart.Id).DefaultIfEmpty()
            orderby line.Position
            select new Row(cart, line));

    private readonly Func<CommerceDbContext, CustomerId?, IAsyncEnumerable<Row>> _rowsOfCustomer = EF.CompileAsyncQuery(
        (CommerceDbContext db, CustomerId? customer) =>
            from cart in db.Set<Cart>().AsNoTracking()
            where cart.CustomerId == customer && cart.CustomerId != null && cart.TillId == null
                && (cart.Status == CartStatus.Open || cart.Status == CartStatus.Held)
            from line in db.Set<CartLine>().Where(line => line.CartId == cart.Id).DefaultIfEmpty()
            orderby line.Position
            select new Row(cart, line));

    private readonly Func<CommerceDbContext, SessionId?, IAsyncEnumerable<Row>> _rowsOfGuest = EF.CompileAsyncQuery(
        (CommerceDbContext db, SessionId? session) =>
            from cart in db.Set<Cart>().AsNoTracking()
            where cart.SessionId == session && cart.SessionId != null && cart.CustomerId == null && cart.TillId == null
                && (cart.Status == CartStatus.Open || cart.Status == CartStatus.Held)
            from line in db.Set<CartLine>().Where(line => line.CartId == cart.Id).DefaultIfEmpty()
            orderby line.Position
            select new Row(cart, line));

    /// <summary>The cart, to change it.</summary>
    public Task<Cart?> FindAsync(CommerceDbContext db, CartId id, CancellationToken cancellationToken) => _byId(db, id, cancellationToken);

    /// <summary>The customer's open or held cart, or, for a guest, the session's, to change it.</summary>
    public Task<Cart?> FindCurrentAsync(CommerceDbContext db, SessionId? session, CustomerId? customer, CancellationToken cancellationToken) =>
        customer is not null ? _ofCustomer(db, customer, cancellationToken) : _ofGuest(db, session, cancellationToken);

    /// <summary>The cart, to look at it.</summary>
    public Task<Cart?> ReadAsync(CommerceDbContext db, CartId id, CancellationToken cancellationToken) => ReadAsync(_rowsById(db, id), cancellationToken);

    /// <summary>The customer's open or held cart, or, for a guest, the session's, to look at it.</summary>
    public Task<Cart?> ReadCurrentAsync(CommerceDbContext db, SessionId? session, CustomerId? customer, CancellationToken cancellationToken) =>
        ReadAsync(customer is not null ? _rowsOfCustomer(db, customer) : _rowsOfGuest(db, session), cancellationToken);

    private static async Task<Cart?> ReadAsync(IAsyncEnumerable<Row> rows, CancellationToken cancellationToken)
    {
        Cart? cart = null;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            cart ??= row.Cart;
            if (row.Line is not null)
                cart.Read(row.Line);
        }

        return cart;
    }

    private sealed record Row(Cart Cart, CartLine? Line);
}
