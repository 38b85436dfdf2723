using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Customers.Features;

internal sealed class FindCustomerHandler(IMediator mediator) : IRequestHandler<FindCustomer, Customer?>
{
    public async Task<Customer?> Handle(FindCustomer request, CancellationToken cancellationToken) =>
        (await mediator.Send(new FindCustomers([request.Id]), cancellationToken)).GetValueOrDefault(request.Id);
}

/// <summary>The customers with these ids, as far as they exist.</summary>
internal sealed record FindCustomers(IReadOnlyList<CustomerId> Ids) : IRequest<IReadOnlyDictionary<CustomerId, Customer>>
{
    internal sealed class Handler(IDbContextFactory<CommerceDbContext> databases) : IRequestHandler<FindCustomers, IReadOnlyDictionary<CustomerId, Customer>>
    {
        public async Task<IReadOnlyDictionary<CustomerId, Customer>> Handle(FindCustomers request, CancellationToken cancellationToken)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            return await db.Set<RegisteredCustomer>()
                .Where(customer => request.Ids.Contains(customer.Id))
                .Select(customer => new Customer { Id = customer.Id, Email = customer.Email, Phone = customer.Phone, Name = customer.Name })
                .ToDictionaryAsync(customer => customer.Id, cancellationToken);
        }
    }
}
