using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Features;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Payments.Sandbox;

namespace OmniCommerce.IntegrationTests.Payments;

/// <summary>The shop behind a network to its payment provider that can be disturbed.</summary>
public class PaymentsFixture : CommerceFixture
{
    public static readonly Currency Gbp = Currency.Of("GBP");

    protected override IReadOnlyCollection<string>? OnlyBooksOf => ["payments"];

    internal FaultyGateway Network => (FaultyGateway)Services.GetRequiredService<IPaymentGateway>();

    public static Money Pounds(long pence) => new(pence, Gbp);

    public static TenderOffer Card(long? pence = null, string method = "pm_card_visa") =>
        new() { Kind = TenderKind.Card, PaymentMethod = method, Amount = pence is { } amount ? Pounds(amount) : null };

    public static TenderOffer Cash(long pence) => new() { Kind = TenderKind.Cash, Amount = Pounds(pence) };

    public static TenderOffer GiftCard(string code, long? pence = null) =>
        new() { Kind = TenderKind.GiftCard, Code = code, Amount = pence is { } amount ? Pounds(amount) : null };

    public OrderId NewOrder() => NewId.Of<OrderId>(Clock);

    public async Task<IReadOnlyList<Tender>> TendersOf(OrderId order) => [.. (await Send(new TendersOf([order])))[order]];

    public async Task SettlePayments()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SettlePayments>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the provider's own books have of the order's money: (promised, taken, given back).</summary>
    public Task<(long Promised, long Taken, long GivenBack)> AtTheProvider(OrderId order) => InDatabase(async db =>
    {
        var payments = await db.Set<SandboxPayment>().Where(payment => payment.OrderId == order).ToListAsync();
        return (payments.Where(payment => payment.Status == SandboxStatus.RequiresCapture).Sum(payment => payment.Amount),
            payments.Sum(payment => payment.Captured),
            payments.Sum(payment => payment.Refunded));
    });

    protected override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SandboxGateway>();
        services.AddSingleton<IPaymentGateway>(provider => new FaultyGateway(provider.GetRequiredService<SandboxGateway>()));
    }
}
