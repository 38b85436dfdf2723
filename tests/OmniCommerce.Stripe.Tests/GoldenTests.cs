using System.Text.Json;

namespace OmniCommerce.Stripe.Tests;

/// <summary>The client sends what Stripe's official SDK sends, see <c>node/golden.mjs</c>.</summary>
public sealed class GoldenTests
{
    private static readonly IdempotencyKey Key = new("key");
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Task<string>> Written = new(() => NodeJs.RunAsync("golden.mjs"));

    private static readonly Dictionary<string, Func<StripeClient, Task>> Ours = new()
    {
        ["a card"] = stripe => stripe.PaymentIntents.CreateAsync(
            new()
            {
                Amount = 1990,
                Currency = "gbp",
                CaptureMethod = CaptureMethod.Manual,
                Confirm = true,
                Metadata = new Dictionary<string, string?> { ["order_id"] = "0193", ["tender_key"] = "order:0193:tender:0" },
                PaymentMethod = "pm_card_visa",
                PaymentMethodTypes = ["card"],
                ReturnUrl = "https://shop.example/back?a=1&b=2",
            },
            Key),
        ["a card at a reader"] = stripe => stripe.PaymentIntents.CreateAsync(
            new()
            {
                Amount = 1,
                Currency = "eur",
                CaptureMethod = CaptureMethod.Manual,
                PaymentMethodOptions = new() { CardPresent = new() { RequestExtendedAuthorization = false, RequestIncrementalAuthorizationSupport = true } },
                PaymentMethodTypes = ["card_present"],
            },
            Key),
        ["wallets"] = stripe => stripe.PaymentIntents.CreateAsync(
            new() { Amount = 50, Currency = "usd", AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = "never" } }, Key),
        ["a saved card without the shopper"] = stripe => stripe.PaymentIntents.CreateAsync(
            new() { Amount = 99999999, Currency = "usd", Confirm = true, Customer = "cus_1", ErrorOnRequiresAction = true, OffSession = true, PaymentMethod = "pm_1" }, Key),
        ["a card to keep"] = stripe => stripe.PaymentIntents.CreateAsync(
            new() { Amount = 500, Currency = "jpy", Customer = "cus_1", SetupFutureUsage = SetupFutureUsage.OffSession }, Key),
        ["signs of all kinds"] = stripe => stripe.PaymentIntents.CreateAsync(
            new() { Amount = 500, Currency = "gbp", Description = "Jam & \"tea\" + 50% off = good; [sic] ~_-.!*'() #1/2?", ReceiptEmail = "a+b@example.com" }, Key),
        ["letters of all kinds"] = stripe => stripe.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", Description = "Grüße, 茶 und 🍵\nnew line\ttab" }, Key),
        ["odd names of notes"] = stripe => stripe.PaymentIntents.CreateAsync(
            new() { Amount = 500, Currency = "gbp", Metadata = new Dictionary<string, string?> { ["with space"] = "a", ["with[brackets]"] = "b", ["ü&="] = "c" } }, Key),
        ["a note that is dropped"] = stripe => stripe.Customers.UpdateAsync(
            "cus_1", new() { Metadata = new Dictionary<string, string?> { ["kept"] = "yes", ["dropped"] = null } }),
        ["a field that is cleared"] = stripe => stripe.Customers.UpdateAsync("cus_1", new() { Email = "" }),
        ["two expansions"] = stripe => stripe.PaymentIntents.CreateAsync(new() { Amount = 500, Currency = "gbp", Expand = ["latest_charge.balance_transaction", "customer"] }, Key),
        ["reading"] = stripe => stripe.PaymentIntents.RetrieveAsync("pi_1"),
        ["reading with expansion"] = stripe => stripe.PaymentIntents.RetrieveAsync("pi_1", ["latest_charge"]),
        ["an odd id"] = stripe => stripe.PaymentIntents.RetrieveAsync("pi_1/../x y"),
        ["confirming"] = stripe => stripe.PaymentIntents.ConfirmAsync("pi_1", new() { PaymentMethod = "pm_card_visa", ReturnUrl = "https://shop.example/" }, Key),
        ["taking all"] = stripe => stripe.PaymentIntents.CaptureAsync("pi_1", new(), Key),
        ["taking a part"] = stripe => stripe.PaymentIntents.CaptureAsync("pi_1", new() { AmountToCapture = 1200 }, Key),
        ["taking one of several parts"] = stripe => stripe.PaymentIntents.CaptureAsync("pi_1", new() { AmountToCapture = 1200, FinalCapture = false }, Key),
        ["a payment that is taken in parts"] = stripe => stripe.PaymentIntents.CreateAsync(
            new()
            {
                Amount = 1990,
                Currency = "gbp",
                CaptureMethod = CaptureMethod.Manual,
                PaymentMethodOptions = new() { Card = new() { RequestMulticapture = "if_available" } },
            },
            Key),
        ["letting go"] = stripe => stripe.PaymentIntents.CancelAsync("pi_1", new() { CancellationReason = CancellationReason.RequestedByCustomer }, Key),
        ["raising"] = stripe => stripe.PaymentIntents.IncrementAuthorizationAsync("pi_1", new() { Amount = 2500 }, Key),
        ["a list between two days"] = async stripe =>
        {
            await foreach (var _ in stripe.PaymentIntents.ListAsync(new() { Limit = 100, Expand = ["data.latest_charge"], Created = new() { Gte = Day, Lt = Day.AddDays(1) } }))
                break;
        },
        ["a search"] = async stripe =>
        {
            await foreach (var _ in stripe.PaymentIntents.SearchAsync("metadata['order_id']:'0193' AND status:'succeeded'"))
                break;
        },
        ["a refund"] = stripe => stripe.Refunds.CreateAsync(
            new()
            {
                PaymentIntent = "pi_1",
                Amount = 300,
                Reason = RefundReason.RequestedByCustomer,
                Metadata = new Dictionary<string, string?> { ["refund_key"] = "refund:1" },
            },
            Key),
        ["a reader"] = stripe => stripe.Terminal.CreateReaderAsync(new() { RegistrationCode = "simulated-wpe", Label = "Till 1", Location = "tml_1" }, Key),
        ["a payment at a reader"] = stripe => stripe.Terminal.ProcessPaymentIntentAsync(
            "tmr_1",
            new() { PaymentIntent = "pi_1", ProcessConfig = new() { AllowRedisplay = AllowRedisplay.Always, EnableCustomerCancellation = true, SkipTipping = true } },
            Key),
        ["a cart on a reader"] = stripe => stripe.Terminal.SetReaderDisplayAsync(
            "tmr_1",
            new()
            {
                Cart = new()
                {
                    Currency = "gbp",
                    LineItems = [new() { Amount = 100, Description = "Tea", Quantity = 1 }, new() { Amount = 200, Description = "Jam", Quantity = 2 }],
                    Tax = 50,
                    Total = 500,
                },
            }),
        ["events of two types"] = async stripe =>
        {
            await foreach (var _ in stripe.Events.ListAsync(new() { Types = ["payment_intent.succeeded", "refund.failed"], DeliverySuccess = false }))
                break;
        },
    };

    public static TheoryData<string> Names => [.. Ours.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_sends_what_the_official_SDK_sends(string name)
    {
        using var theirs = JsonDocument.Parse(await Written.Value);
        var expected = theirs.RootElement.GetProperty(name);
        using var stripe = new ScriptedStripe().Answers(404);
        using var client = stripe.Client();
        await Should.ThrowAsync<StripeException>(() => Ours[name](client));

        var sent = stripe.Asked.ShouldHaveSingleItem();

        sent.Method.ShouldBe(expected.GetProperty("method").GetString());
        Parameters(sent.PathAndQuery).ShouldBe(Parameters(expected.GetProperty("path").GetString()!));
        Parameters(sent.Body).ShouldBe(Parameters(expected.GetProperty("body").GetString()!));
    }

    [Fact]
    public async Task Nothing_of_the_official_SDKs_list_is_left_out()
    {
        using var theirs = JsonDocument.Parse(await Written.Value);
        theirs.RootElement.EnumerateObject().Select(call => call.Name).ShouldBe(Ours.Keys);
    }

    // Byte by byte, but for the parameters' order, which means nothing.
    private static IEnumerable<string> Parameters(string text) => text.Split('?', '&').Order(StringComparer.Ordinal);
}
