using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Kernel;
using OmniCommerce.Orders.Contracts;
using OmniCommerce.Orders.Domain;
using OmniCommerce.Orders.Features;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Orders.Imports;

/// <summary>What the books have of invoices and credit notes, by their numbers.</summary>
internal sealed class SalesBooks(IDbContextFactory<CommerceDbContext> contexts, IServiceScopeFactory scopes, Checkouts checkouts)
{
    public const int NumbersAtOnce = 500;

    /// <summary>What was sold, or given back as a negative amount, under each of the numbers that the books have. What broke off is finished first.</summary>
    public async Task<Dictionary<string, long>> TotalsAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        var totals = new Dictionary<string, long>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var some in numbers.Chunk(NumbersAtOnce))
        {
            var orders = await db.Set<Order>().AsNoTracking().Where(order => some.Contains(order.Reference) && order.Status != OrderStatus.Failed).ToListAsync(cancellationToken);
            foreach (var order in orders)
            {
                if (order.Status != OrderStatus.Pending || !(await checkouts.FinishAsync(order.Id, mayAsk: false)).IsRefused)
                    totals[order.Reference!] = order.Total;
            }

            var returns = await db.Set<OrderReturn>().AsNoTracking().Where(goods => some.Contains(goods.Reference)).ToListAsync(cancellationToken);
            foreach (var goods in returns)
                totals[goods.Reference!] = totals.GetValueOrDefault(goods.Reference!) - goods.Refunded;
        }

        return totals;
    }

    /// <summary>Sends a request in a scope of its own, as a till would.</summary>
    public async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
