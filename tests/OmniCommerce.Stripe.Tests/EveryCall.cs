using System.Collections;
using System.Reflection;

namespace OmniCommerce.Stripe.Tests;

/// <summary>Every call of the client, each with every parameter it knows.</summary>
internal static class EveryCall
{
    private static readonly IdempotencyKey Key = new("order:1:tender:0");
    private static readonly Dictionary<string, string?> Notes = new() { ["order_id"] = "1" };
    private static readonly CreatedRange Created = new() { Gte = DateTimeOffset.UnixEpoch, Lt = DateTimeOffset.UnixEpoch.AddDays(1) };

    public static readonly Dictionary<string, Func<StripeClient, Task>> Calls = new()
    {
        ["PaymentIntents.CreateAsync"] = stripe => stripe.PaymentIntents.CreateAsync(
            Whole(new CreatePaymentIntent
            {
                Amount = 1990,
                Currency = "gbp",
                AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = "never" },
                CaptureMethod = CaptureMethod.Manual,
                Confirm = true,
                Customer = "cus_1",
                Description = "Tea",
                ErrorOnRequiresAction = false,
                Expand = ["latest_charge"],
                Metadata = Notes,
                OffSession = false,
                PaymentMethod = "pm_card_visa",
                PaymentMethodOptions = new()
                {
                    Card = new() { RequestIncrementalAuthorization = "if_available", RequestMulticapture = "if_available", RequestThreeDSecure = "any" },
                    CardPresent = new() { RequestExtendedAuthorization = true, RequestIncrementalAuthorizationSupport = true },
                },
                PaymentMethodTypes = ["card"],
                ReceiptEmail = "ann@example.com",
                ReturnUrl = "https://shop.example",
                SetupFutureUsage = SetupFutureUsage.OffSession,
                StatementDescriptorSuffix = "TEA",
            }),
            Key),
        ["PaymentIntents.RetrieveAsync"] = stripe => stripe.PaymentIntents.RetrieveAsync("pi_1", ["latest_charge"]),
        ["PaymentIntents.ConfirmAsync"] = stripe => stripe.PaymentIntents.ConfirmAsync(
            "pi_1",
            Whole(new ConfirmPaymentIntent { PaymentMethod = "pm_1", ErrorOnRequiresAction = true, OffSession = true, ReturnUrl = "https://shop.example", Expand = ["latest_charge"] }),
            Key),
        ["PaymentIntents.CaptureAsync"] = stripe => stripe.PaymentIntents.CaptureAsync("pi_1", Whole(new CapturePaymentIntent { AmountToCapture = 1, FinalCapture = false, Expand = ["latest_charge"] }), Key),
        ["PaymentIntents.CancelAsync"] = stripe => stripe.PaymentIntents.CancelAsync("pi_1", Whole(new CancelPaymentIntent { CancellationReason = CancellationReason.Abandoned }), Key),
        ["PaymentIntents.IncrementAuthorizationAsync"] = stripe =>
            stripe.PaymentIntents.IncrementAuthorizationAsync("pi_1", Whole(new IncrementAuthorization { Amount = 2, Description = "More tea" }), Key),
        ["PaymentIntents.ListAsync"] = stripe =>
            All(stripe.PaymentIntents.ListAsync(Whole(new ListPaymentIntents { Limit = 1, StartingAfter = "pi_0", Expand = ["data.latest_charge"], Created = Created, Customer = "cus_1" }))),
        ["PaymentIntents.SearchAsync"] = stripe => All(stripe.PaymentIntents.SearchAsync("metadata['order_id']:'1'", ["data.latest_charge"])),
        ["Refunds.CreateAsync"] = stripe =>
            stripe.Refunds.CreateAsync(Whole(new CreateRefund { PaymentIntent = "pi_1", Amount = 1, Reason = RefundReason.RequestedByCustomer, Metadata = Notes }), Key),
        ["Refunds.RetrieveAsync"] = stripe => stripe.Refunds.RetrieveAsync("re_1", ["payment_intent"]),
        ["Refunds.ListAsync"] = stripe =>
            All(stripe.Refunds.ListAsync(Whole(new ListRefunds { Limit = 1, StartingAfter = "re_0", Expand = ["data.payment_intent"], Created = Created, PaymentIntent = "pi_1" }))),
        ["Disputes.RetrieveAsync"] = stripe => stripe.Disputes.RetrieveAsync("du_1", ["payment_intent"]),
        ["Disputes.ListAsync"] = stripe =>
            All(stripe.Disputes.ListAsync(Whole(new ListDisputes { Limit = 1, StartingAfter = "du_0", Expand = ["data.payment_intent"], Created = Created, PaymentIntent = "pi_1" }))),
        ["Customers.CreateAsync"] = stripe => stripe.Customers.CreateAsync(Whole(new CreateCustomer { Name = "Ann", Email = "ann@example.com", Metadata = Notes }), Key),
        ["Customers.RetrieveAsync"] = stripe => stripe.Customers.RetrieveAsync("cus_1"),
        ["Customers.UpdateAsync"] = stripe => stripe.Customers.UpdateAsync("cus_1", Whole(new UpdateCustomer { Name = "Ann", Email = "", Metadata = Notes })),
        ["Customers.DeleteAsync"] = stripe => stripe.Customers.DeleteAsync("cus_1"),
        ["PaymentMethods.RetrieveAsync"] = stripe => stripe.PaymentMethods.RetrieveAsync("pm_1"),
        ["PaymentMethods.AttachAsync"] = stripe => stripe.PaymentMethods.AttachAsync("pm_1", Whole(new AttachPaymentMethod { Customer = "cus_1" })),
        ["PaymentMethods.DetachAsync"] = stripe => stripe.PaymentMethods.DetachAsync("pm_1"),
        ["PaymentMethods.ListAsync"] = stripe => All(stripe.PaymentMethods.ListAsync(
            "cus_1", Whole(new ListPaymentMethods { Limit = 1, StartingAfter = "pm_0", Expand = ["data.customer"], Type = "card", AllowRedisplay = AllowRedisplay.Always }))),
        ["SetupIntents.CreateAsync"] = stripe => stripe.SetupIntents.CreateAsync(
            Whole(new CreateSetupIntent
            {
                Confirm = true,
                Customer = "cus_1",
                Metadata = Notes,
                PaymentMethod = "pm_1",
                PaymentMethodTypes = ["card"],
                ReturnUrl = "https://shop.example",
                Usage = SetupFutureUsage.OffSession,
            }),
            Key),
        ["SetupIntents.RetrieveAsync"] = stripe => stripe.SetupIntents.RetrieveAsync("seti_1", ["payment_method"]),
        ["SetupIntents.ConfirmAsync"] = stripe => stripe.SetupIntents.ConfirmAsync("seti_1", Whole(new ConfirmSetupIntent { PaymentMethod = "pm_1", ReturnUrl = "https://shop.example" }), Key),
        ["SetupIntents.CancelAsync"] = stripe => stripe.SetupIntents.CancelAsync("seti_1"),
        ["Terminal.CreateLocationAsync"] = stripe => stripe.Terminal.CreateLocationAsync(
            Whole(new CreateTerminalLocation { DisplayName = "London", Address = new() { Country = "GB", Line1 = "1 Street", City = "London", PostalCode = "E1 1AA" }, Metadata = Notes }), Key),
        ["Terminal.ListLocationsAsync"] = stripe => All(stripe.Terminal.ListLocationsAsync(Whole(new ListTerminalLocations { Limit = 1, StartingAfter = "tml_0", Expand = ["data.address"] }))),
        ["Terminal.CreateReaderAsync"] = stripe => stripe.Terminal.CreateReaderAsync(
            Whole(new CreateTerminalReader { RegistrationCode = "simulated-wpe", Label = "Till 1", Location = "tml_1", Metadata = Notes }), Key),
        ["Terminal.RetrieveReaderAsync"] = stripe => stripe.Terminal.RetrieveReaderAsync("tmr_1"),
        ["Terminal.ListReadersAsync"] = stripe =>
            All(stripe.Terminal.ListReadersAsync(Whole(new ListTerminalReaders { Limit = 1, StartingAfter = "tmr_0", Expand = ["data.location"], Location = "tml_1", Status = ReaderStatus.Online }))),
        ["Terminal.ProcessPaymentIntentAsync"] = stripe => stripe.Terminal.ProcessPaymentIntentAsync(
            "tmr_1",
            Whole(new ProcessPaymentIntent
            {
                PaymentIntent = "pi_1",
                ProcessConfig = new() { AllowRedisplay = AllowRedisplay.Always, EnableCustomerCancellation = true, SkipTipping = true },
            }),
            Key),
        ["Terminal.ProcessSetupIntentAsync"] = stripe =>
            stripe.Terminal.ProcessSetupIntentAsync("tmr_1", Whole(new ProcessSetupIntent { SetupIntent = "seti_1", AllowRedisplay = AllowRedisplay.Limited }), Key),
        ["Terminal.CancelActionAsync"] = stripe => stripe.Terminal.CancelActionAsync("tmr_1"),
        ["Terminal.SetReaderDisplayAsync"] = stripe => stripe.Terminal.SetReaderDisplayAsync(
            "tmr_1",
            Whole(new SetReaderDisplay { Cart = new() { Currency = "gbp", LineItems = [new() { Amount = 500, Description = "Tea", Quantity = 2 }], Tax = 80, Total = 500 } })),
        ["Terminal.PresentPaymentMethodAsync"] = stripe => stripe.Terminal.PresentPaymentMethodAsync(
            "tmr_1", Whole(new PresentPaymentMethod { CardPresent = new() { Number = "4242424242424242" }, Type = "card_present", AmountTip = 100 })),
        ["Events.RetrieveAsync"] = stripe => stripe.Events.RetrieveAsync("evt_1"),
        ["Events.ListAsync"] = stripe => All(stripe.Events.ListAsync(
            Whole(new ListEvents { Limit = 1, StartingAfter = "evt_0", Expand = ["data.data"], Created = Created, DeliverySuccess = false, Types = ["payment_intent.succeeded"] }))),
    };

    /// <summary>The names of the calls, as the client has them.</summary>
    public static IEnumerable<string> Names =>
        from resource in typeof(StripeClient).GetProperties()
        from call in resource.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        select $"{resource.Name}.{call.Name}";

    /// <summary>The request, when it leaves no parameter out: what is not sent is not judged.</summary>
    private static T Whole<T>(T request)
        where T : notnull
    {
        foreach (var property in request.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var value = property.GetValue(request);
            value.ShouldNotBeNull($"{request.GetType().Name}.{property.Name} is not judged");
            if (value is IEnumerable list and not string)
            {
                foreach (var element in list.OfType<object>().Where(IsOurs))
                    Whole(element);
            }
            else if (IsOurs(value))
            {
                Whole(value);
            }
        }

        return request;
    }

    private static bool IsOurs(object value) => value.GetType().Assembly == typeof(StripeClient).Assembly && value.GetType().IsClass;

    private static async Task All<T>(IAsyncEnumerable<T> list)
    {
        await foreach (var item in list)
            ((object?)item).ShouldNotBeNull();
    }
}
