using System.Collections.Concurrent;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Features;
using OmniCommerce.IntegrationTests.Sessions;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Customers;

/// <summary>A shop in which tests see which carts were asked to merge, and may have it refused.</summary>
public class CustomersFixture : SessionsFixture
{
    public const string Password = "correct horse battery";

    public ConcurrentQueue<MergeCartsAtSignIn> Merges { get; } = new();

    /// <summary>The session whose carts refuse to merge.</summary>
    public SessionId? Refusing { get; set; }

    internal static string NewEmail() => $"ada-{Guid.NewGuid():N}@example.com";

    internal static RegisterCustomer Registration(Caller caller, string email) => new(caller, email, Password, "Ada Lovelace", "+44 20 7946 0000", null);

    internal static SignIn SignIn(Caller caller, string email, string password = Password) =>
        new(caller, new ClientAddress(Guid.NewGuid().ToString()), email, password, CartMergeStrategy.Max);

    internal async Task<Caller> NewCaller() => await CallerOf((await Start()).Token);

    internal async Task<Customer> Register(string email)
    {
        var registered = await Send(Registration(Callers.Anonymous, email));
        return (await Send(new FindCustomer(registered.Value.CustomerId)))!;
    }

    protected override void AddServices(IServiceCollection services)
    {
        base.AddServices(services);
        services.AddSingleton(this);
        services.AddTransient<IRequestHandler<MergeCartsAtSignIn, Result<CartMergeReport>>, SeenMerge>();
    }

    private sealed class SeenMerge(CustomersFixture shop) : IRequestHandler<MergeCartsAtSignIn, Result<CartMergeReport>>
    {
        public Task<Result<CartMergeReport>> Handle(MergeCartsAtSignIn request, CancellationToken cancellationToken)
        {
            shop.Merges.Enqueue(request);
            return Task.FromResult<Result<CartMergeReport>>(
                request.SessionId == shop.Refusing ? new InvalidInput("These carts do not merge.", []) : new CartMergeReport([], [], [], [new CartMergeDrop("TEA-1", 1, "Sold out.")]));
        }
    }
}
