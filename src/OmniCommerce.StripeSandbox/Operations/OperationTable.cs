using System.Collections.Frozen;
using OmniCommerce.StripeSandbox.Http;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>The operations of Stripe's contract that the sandbox knows, by the names the contract gives them.</summary>
internal static class OperationTable
{
    private static readonly FrozenDictionary<string, Func<Call, Task<Outcome>>> Known = new Dictionary<string, Func<Call, Task<Outcome>>>
    {
        ["PaymentIntents.create"] = PaymentIntents.CreateAsync,
        ["PaymentIntents.retrieve"] = PaymentIntents.RetrieveAsync,
        ["PaymentIntents.update"] = PaymentIntents.UpdateAsync,
        ["PaymentIntents.list"] = PaymentIntents.ListAsync,
        ["PaymentIntents.search"] = PaymentIntents.SearchAsync,
        ["PaymentIntents.confirm"] = PaymentIntentSteps.ConfirmAsync,
        ["PaymentIntents.capture"] = PaymentIntentSteps.CaptureAsync,
        ["PaymentIntents.cancel"] = PaymentIntentSteps.CancelAsync,
        ["PaymentIntents.incrementAuthorization"] = PaymentIntentSteps.IncrementAsync,
        ["SetupIntents.create"] = SetupIntents.CreateAsync,
        ["SetupIntents.retrieve"] = SetupIntents.RetrieveAsync,
        ["SetupIntents.update"] = SetupIntents.UpdateAsync,
        ["SetupIntents.list"] = SetupIntents.ListAsync,
        ["SetupIntents.confirm"] = SetupIntents.ConfirmAsync,
        ["SetupIntents.cancel"] = SetupIntents.CancelAsync,
        ["Charges.retrieve"] = Charges.RetrieveAsync,
        ["Charges.list"] = Charges.ListAsync,
        ["Refunds.create"] = Refunds.CreateAsync,
        ["Refunds.retrieve"] = Refunds.RetrieveAsync,
        ["Refunds.update"] = Refunds.UpdateAsync,
        ["Refunds.cancel"] = Refunds.CancelAsync,
        ["Refunds.list"] = Refunds.ListAsync,
        ["Disputes.retrieve"] = Disputes.RetrieveAsync,
        ["Disputes.update"] = Disputes.UpdateAsync,
        ["Disputes.close"] = Disputes.CloseAsync,
        ["Disputes.list"] = Disputes.ListAsync,
        ["Balance.retrieve"] = BalanceTransactions.BalanceAsync,
        ["BalanceTransactions.retrieve"] = BalanceTransactions.RetrieveAsync,
        ["BalanceTransactions.list"] = BalanceTransactions.ListAsync,
        ["Customers.create"] = Customers.CreateAsync,
        ["Customers.retrieve"] = Customers.RetrieveAsync,
        ["Customers.update"] = Customers.UpdateAsync,
        ["Customers.del"] = Customers.DeleteAsync,
        ["Customers.list"] = Customers.ListAsync,
        ["Customers.search"] = Customers.SearchAsync,
        ["Customers.listPaymentMethods"] = PaymentMethods.ListOfCustomerAsync,
        ["Customers.retrievePaymentMethod"] = PaymentMethods.RetrieveOfCustomerAsync,
        ["PaymentMethods.create"] = PaymentMethods.CreateAsync,
        ["PaymentMethods.retrieve"] = PaymentMethods.RetrieveAsync,
        ["PaymentMethods.update"] = PaymentMethods.UpdateAsync,
        ["PaymentMethods.attach"] = PaymentMethods.AttachAsync,
        ["PaymentMethods.detach"] = PaymentMethods.DetachAsync,
        ["PaymentMethods.list"] = PaymentMethods.ListAsync,
        ["Terminal.ConnectionTokens.create"] = Terminals.CreateConnectionTokenAsync,
        ["Terminal.Locations.create"] = Terminals.CreateLocationAsync,
        ["Terminal.Locations.retrieve"] = Terminals.RetrieveLocationAsync,
        ["Terminal.Locations.update"] = Terminals.UpdateLocationAsync,
        ["Terminal.Locations.del"] = Terminals.DeleteLocationAsync,
        ["Terminal.Locations.list"] = Terminals.ListLocationsAsync,
        ["Terminal.Readers.create"] = Terminals.CreateReaderAsync,
        ["Terminal.Readers.retrieve"] = Terminals.RetrieveReaderAsync,
        ["Terminal.Readers.update"] = Terminals.UpdateReaderAsync,
        ["Terminal.Readers.del"] = Terminals.DeleteReaderAsync,
        ["Terminal.Readers.list"] = Terminals.ListReadersAsync,
        ["Terminal.Readers.setReaderDisplay"] = Terminals.SetReaderDisplayAsync,
        ["Terminal.Readers.processPaymentIntent"] = ReaderActions.ProcessPaymentIntentAsync,
        ["Terminal.Readers.processSetupIntent"] = ReaderActions.ProcessSetupIntentAsync,
        ["Terminal.Readers.cancelAction"] = ReaderActions.CancelAsync,
        ["TestHelpers.Terminal.Readers.presentPaymentMethod"] = ReaderActions.PresentAsync,
        ["Events.retrieve"] = Events.RetrieveAsync,
        ["Events.list"] = Events.ListAsync,
        ["WebhookEndpoints.create"] = WebhookEndpoints.CreateAsync,
        ["WebhookEndpoints.retrieve"] = WebhookEndpoints.RetrieveAsync,
        ["WebhookEndpoints.update"] = WebhookEndpoints.UpdateAsync,
        ["WebhookEndpoints.del"] = WebhookEndpoints.DeleteAsync,
        ["WebhookEndpoints.list"] = WebhookEndpoints.ListAsync,
    }.ToFrozenDictionary();

    // What Stripe.js may call, with a publishable key and a client secret.
    private static readonly FrozenSet<string> Public = new[]
    {
        "PaymentIntents.retrieve", "PaymentIntents.confirm", "SetupIntents.retrieve", "SetupIntents.confirm", "PaymentMethods.create",
    }.ToFrozenSet();

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    public static bool IsPublic(string name) => Public.Contains(name);

    public static Task<Outcome> RunAsync(string name, Call call) => Known[name](call);
}
