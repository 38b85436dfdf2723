using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Stripe;

namespace OmniCommerce.Payments.Gateway;

/// <summary>Who the shop's customers are at Stripe. They are made known there when they first save a card, by nothing but their id.</summary>
internal sealed class StripeCustomers(StripeClient stripe, IDbContextFactory<CommerceDbContext> contexts, WriteGate gate, IDatabaseProvider database)
{
    /// <summary>What Stripe calls the customer; null when it does not know them.</summary>
    public async Task<string?> FindAsync(CustomerId? id, CancellationToken cancellationToken)
    {
        if (id is not { } customer)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<PaymentCustomer>().Where(known => known.CustomerId == customer).Select(known => known.ProviderId).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>What Stripe calls the customer, from now on.</summary>
    public async Task<string> EnsureAsync(CustomerId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is { } known)
            return known;
        var made = await stripe.Customers.CreateAsync(
            new CreateCustomer { Metadata = new Dictionary<string, string?> { ["customer_id"] = id.ToString() } }, new IdempotencyKey($"customer:{id}"), cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            using var turn = await gate.EnterAsync(cancellationToken);
            db.Add(new PaymentCustomer { CustomerId = id, ProviderId = made.Id });
            await db.SaveChangesAsync(cancellationToken);
            return made.Id;
        }
        catch (DbUpdateException exception) when (database.IsUniqueViolation(exception))
        {
            return (await FindAsync(id, cancellationToken))!; // Two saved their first card at once.
        }
    }
}
