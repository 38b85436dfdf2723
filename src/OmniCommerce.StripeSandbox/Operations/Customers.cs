using OmniCommerce.StripeSandbox.Http;
using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Operations;

/// <summary>Whose cards are kept.</summary>
internal static class Customers
{
    public const string Kind = "customer";

    public static async Task<Outcome> CreateAsync(Call call)
    {
        var id = call.Work.NewId("cus");
        var customer = new Customer
        {
            Id = id,
            Created = call.Now,
            InvoicePrefix = id[^8..].ToUpperInvariant(),
            InvoiceSettings = new InvoiceSettings(),
            Metadata = call.Parameters.MergedInto(null),
        };
        Apply(call, customer);
        call.Work.Save(customer, "customer.created");
        if (call.Parameters.Text("payment_method") is { } method)
            await PaymentMethods.AttachAsync(call, await PaymentMethods.ResolveAsync(call, method), customer.Id);
        await CheckDefaultMethodAsync(call, customer);
        return customer;
    }

    public static Task<Outcome> RetrieveAsync(Call call) => Lists.RetrieveOrDeletedAsync(call, Kind);

    public static async Task<Outcome> UpdateAsync(Call call)
    {
        var customer = await call.Work.GetAsync<Customer>(call.Id, Kind);
        customer.Metadata = call.Parameters.MergedInto(customer.Metadata);
        Apply(call, customer);
        await CheckDefaultMethodAsync(call, customer);
        call.Work.Save(customer, "customer.updated");
        return customer;
    }

    public static async Task<Outcome> DeleteAsync(Call call)
    {
        var customer = await call.Work.GetAsync<Customer>(call.Id, Kind);
        foreach (var id in await call.Work.IdsAsync(rows => rows.Where(row => row.Customer == customer.Id && row.Kind == PaymentMethods.Kind)))
        {
            var method = await call.Work.GetAsync<PaymentMethod>(id, PaymentMethods.Kind);
            method.Customer = null;
            call.Work.Save(method, "payment_method.detached");
        }

        var deleted = new Deleted { Id = customer.Id, Kind = Kind };
        call.Work.Delete(customer, deleted, "customer.deleted");
        return deleted;
    }

    public static Task<Outcome> ListAsync(Call call) => Lists.PageAsync(call, Kind, also: Lists.FieldsEqual(call.Parameters, "email"));

    public static Task<Outcome> SearchAsync(Call call) => Searches.PageAsync(call, Kind);

    /// <summary>The customer's card is gone: it is not what is taken by default any more.</summary>
    public static async Task ForgetDefaultAsync(Call call, string customerId, string method)
    {
        var customer = await call.Work.GetAsync<Customer>(customerId, Kind);
        if (customer.InvoiceSettings.DefaultPaymentMethod != method)
            return;
        customer.InvoiceSettings = customer.InvoiceSettings with { DefaultPaymentMethod = null };
        call.Work.Save(customer, "customer.updated");
    }

    private static void Apply(Call call, Customer customer)
    {
        var parameters = call.Parameters;
        if (parameters.Has("address"))
            customer.Address = parameters.As<Address>("address");
        if (parameters.Has("description"))
            customer.Description = parameters.Text("description");
        if (parameters.Has("email"))
            customer.Email = parameters.Text("email");
        if (parameters.Has("name"))
            customer.Name = parameters.Text("name");
        if (parameters.Has("phone"))
            customer.Phone = parameters.Text("phone");
        if (parameters.Has("shipping"))
            customer.Shipping = parameters.As<Shipping>("shipping");
        if (parameters.Has("tax_exempt"))
            customer.TaxExempt = parameters.Text("tax_exempt") ?? "none";
        if (parameters.Fields("invoice_settings") is { } invoice && invoice.Has("default_payment_method"))
            customer.InvoiceSettings = customer.InvoiceSettings with { DefaultPaymentMethod = invoice.Text("default_payment_method") };
        customer.Balance = parameters.Long("balance") ?? customer.Balance;
        customer.PreferredLocales = parameters.Texts("preferred_locales") ?? customer.PreferredLocales;
    }

    private static async Task CheckDefaultMethodAsync(Call call, Customer customer)
    {
        if (call.Parameters.Fields("invoice_settings")?.Text("default_payment_method") is not { } id)
            return;
        var method = await call.Work.GetAsync<PaymentMethod>(id, PaymentMethods.Kind, "invoice_settings[default_payment_method]");
        if (method.Customer != customer.Id)
            throw StripeError.Invalid("invoice_settings[default_payment_method]", $"The customer does not have a payment method with the ID {id}.", "resource_missing");
    }
}
