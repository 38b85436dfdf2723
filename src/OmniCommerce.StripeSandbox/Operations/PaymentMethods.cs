using System.Text.Json.Nodes;
using OmniCommerce.StripeSandbox.Contract;
using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;
using OmniCommerce.StripeSandbox.Rules;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Means of payment. A test id such as <c>pm_card_visa</c> stands for a new payment method wherever it is used.</summary>
internal static class PaymentMethods
{
    public const string Kind = "payment_method";

    public static async Task<Outcome> CreateAsync(Call call)
    {
        var method = Make(call, call.Parameters);
        if (call.Parameters.Text("customer") is { } customer)
            await AttachAsync(call, method, customer);
        return method;
    }

    public static async Task<Outcome> RetrieveAsync(Call call) =>
        TestCard.ByToken(call.Id) is { } card ? card.ToPaymentMethod(call.Id, call.Now) : await call.Work.GetAsync<PaymentMethod>(call.Id, Kind);

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var method = await call.Work.GetAsync<PaymentMethod>(call.Id, Kind);
        method.Metadata = call.Parameters.MergedInto(method.Metadata);
        method.AllowRedisplay = call.Parameters.Text("allow_redisplay") ?? method.AllowRedisplay;
        method.BillingDetails = call.Parameters.Over("billing_details", method.BillingDetails);
        method.Card = WithExpiry(call, method.Card, call.Parameters.Fields("card"));
        call.Work.Save(method, "payment_method.updated");
        return method;
    }

    public static async Task<Outcome> AttachAsync(Call call)
    {
        var method = await ResolveAsync(call, call.Id);
        var customer = call.Parameters.Text("customer") ?? throw StripeError.Invalid("customer", "Missing required param: customer.", "parameter_missing");
        await AttachAsync(call, method, customer);
        return method;
    }

    public static async Task<Outcome> DetachAsync(Call call)
    {
        var method = await call.Work.GetAsync<PaymentMethod>(call.Id, Kind);
        if (method.Customer is null)
            throw StripeError.Invalid(null, "The payment method you provided is not attached to a customer so detachment is impossible.", "payment_method_unexpected_state");
        await Customers.ForgetDefaultAsync(call, method.Customer, method.Id);
        method.Customer = null;
        method.Hidden = PaymentMethod.Detached;
        call.Work.Save(method, "payment_method.detached");
        return method;
    }

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(call, Kind, also: Lists.FieldsEqual(call.Parameters, "type", "allow_redisplay"));

    public static async Task<Outcome> ListOfCustomerAsync(Call call)
    {
        await call.Work.GetAsync<Customer>(call.Id, Customers.Kind);
        return await Lists.PageAsync(call, Kind, customer: call.Id, also: Lists.FieldsEqual(call.Parameters, "type", "allow_redisplay"));
    }

    public static async Task<Outcome> RetrieveOfCustomerAsync(Call call)
    {
        var method = await call.Work.GetAsync<PaymentMethod>(call.PathIds[1], Kind);
        return method.Customer == call.Id ? method : throw StripeError.Missing(Kind, call.PathIds[1], "id");
    }

    /// <summary>The payment method with this id; for a test id a new one.</summary>
    public static async Task<PaymentMethod> ResolveAsync(Call call, string id)
    {
        if (TestWallet.ToPaymentMethod(id, call.Work.NewId("pm"), call.Now) is { } inWallet)
        {
            call.Work.Save(inWallet);
            return inWallet;
        }

        if (TestCard.ByToken(id) is not { } card)
        {
            var known = await call.Work.GetAsync<PaymentMethod>(id, Kind, "payment_method");
            return known.Hidden != PaymentMethod.Detached
                ? known
                : throw StripeError.Invalid("payment_method", "The provided PaymentMethod was detached from a Customer. It may not be used again.", "payment_method_unexpected_state");
        }

        var method = card.ToPaymentMethod(call.Work.NewId("pm"), call.Now);
        call.Work.Save(method);
        return method;
    }

    /// <summary>Makes a payment method of what the parameters say.</summary>
    public static PaymentMethod Make(Call call, Parameters parameters)
    {
        var type = parameters.Text("type") ?? throw StripeError.Invalid("type", "Missing required param: type.", "parameter_missing");
        var billing = parameters.As<BillingDetails>("billing_details") ?? new BillingDetails();
        var metadata = parameters.MergedInto(null);
        var id = call.Work.NewId("pm");
        var method = type == "card"
            ? CardOf(parameters.Fields("card")).ToPaymentMethod(id, call.Now, billing, metadata)
            : new PaymentMethod
            {
                Id = id,
                BillingDetails = billing,
                Created = call.Now,
                Metadata = metadata,
                Type = type,
                Link = type == "link" ? new Link(billing.Email) : null,
                Klarna = type == "klarna" ? new JsonObject { ["dob"] = null } : null,
                Paypal = type == "paypal" ? new Paypal(billing.Address?.Country, billing.Email, null) : null,
            };
        method.AllowRedisplay = parameters.Text("allow_redisplay") ?? method.AllowRedisplay;
        method.Card = WithExpiry(call, method.Card, parameters.Fields("card"));
        call.Work.Save(method);
        return method;
    }

    /// <summary>Keeps the method for the customer.</summary>
    /// <exception cref="StripeError">It belongs to a customer already, or its bank declines.</exception>
    public static async Task AttachAsync(Call call, PaymentMethod method, string customerId)
    {
        var customer = await call.Work.GetAsync<Customer>(customerId, Customers.Kind, "customer");
        if (method.Customer is not null && method.Customer != customer.Id)
            throw StripeError.Invalid(null, "The payment method you provided has already been attached to a customer.", "payment_method_unexpected_state");
        var card = TestCard.Of(method);
        if (!card.CanBeAttached)
            throw StripeError.Card(card.Decline!.ToError(null, method));
        method.Customer = customer.Id;
        call.Work.Save(method, "payment_method.attached");
    }

    // When a card expires says who has it, in two digits or four.
    private static Card? WithExpiry(Call call, Card? card, Parameters? given)
    {
        if (card is null || given is null)
            return card;
        var today = DateTimeOffset.FromUnixTimeSeconds(call.Now);
        var month = given.Long("exp_month") ?? card.ExpMonth;
        var year = given.Long("exp_year") is { } named ? named is >= 0 and < 100 ? named + 2000 : named : card.ExpYear;
        if (month is < 1 or > 12 || (year == today.Year && month < today.Month))
            throw Refused("month");
        return year >= today.Year && year <= today.Year + 50 ? card with { ExpMonth = month, ExpYear = year } : throw Refused("year");

        static StripeError Refused(string what) => StripeError.Card(
            ErrorObject.Of("card_error", $"invalid_expiry_{what}", $"Your card's expiration {what} is invalid.") with { Param = $"exp_{what}" });
    }

    private static TestCard CardOf(Parameters? card)
    {
        if (card?.Text("token") is { } token)
            return TestCard.ByToken(token) ?? throw StripeError.Missing("token", token, "card[token]");
        var number = card?.Text("number") ?? throw StripeError.Invalid("card", "Missing required param: card.", "parameter_missing");
        return TestCard.ByNumber(number) ?? throw StripeError.Card(
            ErrorObject.Of("card_error", "incorrect_number", "Your card number is incorrect: the sandbox knows Stripe's test cards only.") with { Param = "card[number]" });
    }
}
