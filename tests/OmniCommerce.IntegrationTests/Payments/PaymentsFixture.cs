using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Payments;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Features;
using OmniCommerce.Payments.Gateway;
using OmniCommerce.Payments.Inbox;
using OmniCommerce.Stripe;
using OmniCommerce.StripeSandbox;

namespace OmniCommerce.IntegrationTests.Payments;

/// <summary>The shop behind a network to its payment provider that can be disturbed.</summary>
public class PaymentsFixture : CommerceFixture
{
    public static readonly Currency Gbp = Currency.Of("GBP");

    protected override bool HoldsAndOrdersMayBeNames => true;

    internal FaultyGateway Network => (FaultyGateway)Services.GetRequiredService<IPaymentGateway>();

    /// <summary>The provider, past the shop.</summary>
    public StripeClient Stripe => Services.GetRequiredService<StripeClient>();

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
    public async Task<(long Promised, long Taken, long GivenBack)> AtTheProvider(OrderId order)
    {
        var payments = await PaymentsAtTheProvider(order);
        return (payments.Sum(payment => payment.AmountCapturable),
            payments.Sum(payment => payment.AmountReceived),
            payments.Sum(payment => payment.LatestCharge?.Value?.AmountRefunded ?? 0));
    }

    public async Task<IReadOnlyList<PaymentIntent>> PaymentsAtTheProvider(OrderId order)
    {
        var payments = new List<PaymentIntent>();
        await foreach (var payment in Stripe.PaymentIntents.SearchAsync($"metadata['{StripeAnswers.OrderNote}']:'{order}'", ["data.latest_charge"]))
            payments.Add(payment);
        return payments;
    }

    /// <summary>What happened at the provider for the order, the oldest first.</summary>
    public async Task<IReadOnlyList<StripeEvent>> EventsOf(OrderId order)
    {
        var payments = (await PaymentsAtTheProvider(order)).Select(payment => payment.Id).ToHashSet();
        var events = new List<StripeEvent>();
        await foreach (var happened in Stripe.Events.ListAsync(new ListEvents { Limit = 100 }))
        {
            if (happened.Data.PaymentIntentId is { } of && payments.Contains(of))
                events.Insert(0, happened);
        }

        return events;
    }

    /// <summary>The provider tells the shop of an event, and the shop works off what it was told.</summary>
    public async Task<Result<Done>> Tell(StripeEvent happened, bool andWork = true)
    {
        var body = Encoding.UTF8.GetBytes($$"""
            {"id":"{{happened.Id}}","object":"event","type":"{{happened.Type}}","created":{{happened.Created.ToUnixTimeSeconds()}},
             "api_version":"{{StripeOptions.DefaultApiVersion}}","livemode":false,"data":{"object":{{happened.Data.Object.GetRawText()}} } }
            """);
        var received = await Send(new ReceiveStripeEvent(body, Signature(body, Clock.Now)));
        if (andWork)
            await WorkInboxOff();
        return received;
    }

    public async Task WorkInboxOff()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WorkInboxOff>().RunAsync(TestContext.Current.CancellationToken);
    }

    public static string Signature(byte[] body, DateTimeOffset at)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}."), .. body];
        return $"t={at.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(PaymentsCapability.SandboxWebhookSecret), signed))}";
    }

    /// <summary>Does what only the sandbox can: the cardholder's bank, what happens at a reader.</summary>
    public async Task AtTheSandbox(string door, string form)
    {
        using var http = new HttpClient(Services.GetRequiredService<StripeSandboxHandler>());
        using var answer = await http.PostAsync(new Uri($"http://localhost/_sandbox/{door}"), new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks the provider for what the shop never does: people do that in the provider's dashboard.</summary>
    public async Task AskTheProvider(string path, string form)
    {
        using var http = new HttpClient(Services.GetRequiredService<StripeSandboxHandler>());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://localhost/v1/{path}"))
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
            Headers = { { "Authorization", "Bearer sk_test_dashboard" } },
        };
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    protected override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<StripeGateway>();
        services.AddSingleton<IPaymentGateway>(provider => new FaultyGateway(provider.GetRequiredService<StripeGateway>()));
    }
}
